"""`{% csrf_token %}` says, beside Django's token, for whom the page was made. A builtin: no template loads it."""

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.sent_pages import TYPED_BY, typed_by

register = template.Library()


class _FormTokensNode(CsrfTokenNode):
    def render(self, context: Context) -> SafeString:
        token = SafeString(super().render(context))
        person = getattr(context.get("request"), "user", None)
        if not token or person is None or not person.is_authenticated:
            return token
        return format_html('{}<input type="hidden" name="{}" value="{}">', token, TYPED_BY, typed_by(person))


@register.tag
def csrf_token(parser: Parser, token: Token) -> _FormTokensNode:
    return _FormTokensNode()
