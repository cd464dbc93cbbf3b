"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import admin_door, admin_scripts, files
from opsw_site import health

urlpatterns = [
    path("healthz", health.process, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("log/", include("public.urls_log")),
    path("api/v1/", include("public.urls_api")),
    path("media/<path:path>", files.image, name="image"),
    path("documents/", include(wagtaildocs_urls)),
    path("cms-admin/login/", admin_door.sign_in, name="wagtailadmin_login"),
    path("cms-admin/failwhale/", admin_door.absent),
    path("cms-admin/jsi18n/", admin_scripts.words),
    path("cms-admin/", include(wagtailadmin_urls)),
]

urlpatterns += [path("", include("public.urls_start"))]
urlpatterns += i18n_patterns(
    path(_("workspace/"), include("opsw_site.urls_workspace")),
    path(_("account/"), include("people.urls")),
    path(_("account/"), include("taskgroups.urls")),
    path(_("answer/"), include("taskgroups.urls_signing")),
    path("", include("public.urls")),
    path("", include(wagtail_urls)),
)
