"""What every editorial page has in common."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PagePermissionTester

from cms.forms import EditorialPageForm
from core.written import WrittenModel
from people.grants import MODERATORS


class TogetherPermissionTester(PagePermissionTester):
    """Nobody publishes a page directly, whatever their rights: `cms.release` does, both languages at once."""

    page: "BilingualPage"

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        """Moderators take both languages off the site, also text that nobody would approve today."""
        if not self.user.is_active or not self.page.live or not self.page.can_be_withdrawn:
            return False
        return self.user.is_superuser or self.user.groups.filter(name=MODERATORS).exists()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """What is live is withdrawn first, in both languages."""
        if self.page.get_descendants(inclusive=True).live().exists():
            return False
        return super().can_delete(ignore_bulk)

    def can_copy(self) -> bool:
        """A copy could be an alias, which would show the text of one language in the tree of the other."""
        return False


class BilingualPage(Page, WrittenModel):  # type: ignore[django-manager-missing]
    """A page in one language that has a twin in the other; both go live and leave together."""

    settings_panels: list[Any] = []
    promote_panels: list[Any] = []
    can_be_withdrawn = True

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        return self.locale.language_code

    @property
    def twin(self) -> "BilingualPage | None":
        """The same page in the other language, live or not."""
        twin = self.get_translations().filter(alias_of__isnull=True).first()
        return twin.specific if twin else None

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return TogetherPermissionTester(user, self)


class EditorialPage(BilingualPage):
    """A page that the communications team writes."""

    intro = models.TextField(_("introduction"), max_length=1000)

    base_form_class = EditorialPageForm
    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]

    class Meta:
        abstract = True

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        own = {"alternates": self.alternates, "canonical": self.url}
        return {**super().get_context(request, *args, **kwargs), **own}

    @property
    def alternates(self) -> dict[str, str]:
        """The address in each language: what is live is live in both."""
        addresses = {self.language: self.url}
        if self.twin is not None:
            addresses[self.twin.language] = self.twin.url
        return addresses
