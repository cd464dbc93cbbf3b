"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from opsw_site import health

urlpatterns = [
    path("healthz", health.process, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("log/", include("cms.urls_log")),
    path("cms-admin/", include(wagtailadmin_urls)),
]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += [path("", include("cms.urls_start"))]
urlpatterns += i18n_patterns(
    path(_("workspace/"), include("opsw_site.urls_workspace")),
    path(_("account/"), include("people.urls")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
)
