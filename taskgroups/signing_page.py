"""The page behind a signing link: one version of a position to read, and one answer to give. No account, no cookie."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy

from core.verdicts import can
from frontdesk.kinds import LinkKind, Offer, Visit
from frontdesk.links import opens, register
from frontdesk.pages import gone
from taskgroups import signing_mail
from taskgroups.models import LinkState, SigningLink
from taskgroups.quorum import needs_sign_off
from taskgroups.selectors import answer_through
from taskgroups.services.signing_links import answer_through_link, may_ask, send_link
from taskgroups.versions import position_at
from taskgroups.workspace.language_panels import rows_to_sign
from taskgroups.workspace.signing_forms import SignatoryForm


def _signing(visit: Visit) -> Offer | HttpResponse:
    """The version while its asker may ask, the answer until the link expires, and then nothing.

    An answer is heard whatever became of the link, so that its words stay on the page that says why it was refused.
    """
    link, request, refused = visit.link, visit.request, visit.refused
    if request.method == "POST" and refused is None:
        return Offer(visit.form(SignatoryForm), _answer, "signing/answer.html", {})
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    context: dict[str, Any] = {"link": link, "unsaved": refused and refused.words}
    if link is not None and opens(link):
        context["version"] = position_at(link.position, link.position_version)
        if link.state == LinkState.STALE:
            return render(request, "signing/stale.html", context, status=status)
        needed = needs_sign_off(link.position.group, link.organisation)
        form = refused or SignatoryForm(initial=link.signatory, needed=needed)
        context["language_rows"] = rows = rows_to_sign(link.position, link.position_version)
        context["late"] = any(row.standing.lags for row in rows)
        return Offer(form, _answer, "signing/answer.html", context)
    if link is not None and link.state == LinkState.ANSWERED and link.in_time:
        return render(request, "signing/answered.html", {**context, "given": answer_through(link)}, status=status)
    return gone(visit, "signing/gone.html", context)


def _answer(visit: Visit, form: SignatoryForm) -> HttpResponse:
    answer_through_link(token=visit.token, **form.cleaned_data)
    return redirect("signing", visit.token)


register(
    LinkKind(
        model=SigningLink,
        name="link",
        topic="signing_link",
        about="position",
        asker="asked_by",
        related=("position__group", "organisation", "asked_by"),
        says_why=True,
        allows=may_ask,
        may_change=lambda person, link: can(person, "ask", link),
        ended=gettext_lazy("This link was answered or withdrawn already."),
        send=send_link,
        letter=signing_mail.letter,
        language=lambda link: link.language,
        sent=lambda: gettext("Link sent"),
        pages={"signing": _signing},
        ignores_sessions=True,
    )
)
