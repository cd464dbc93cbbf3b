"""Every address stands behind its door: the workspace behind sign-in, the public site without cookies."""

import uuid

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils.translation import override

SAMPLES = {"uuid": uuid.UUID(int=0), "kind": "mission", "slug": "x", "reference": "X-1", "int": 1, "number": 1}


def addresses(namespace: str) -> list[str]:
    """Every address of a namespace with sample arguments."""
    found = []
    for name, converters in _patterns(_resolver_of(namespace), {}):
        kwargs = {argument: _sample(argument, converter) for argument, converter in converters.items()}
        found.append(reverse(f"{namespace}:{name}", kwargs=kwargs))
    return found


def names_in(namespace: str) -> set[str]:
    """The name of every address of a namespace."""
    return {name for name, _converters in _patterns(_resolver_of(namespace), {})}


def _sample(name: str, converter: object) -> object:
    kind = type(converter).__name__
    if kind == "UUIDConverter":
        return SAMPLES["uuid"]
    return 1 if kind == "IntConverter" else SAMPLES.get(name, "x")


def _patterns(resolver: URLResolver, above: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    """The names below a resolver, each with the converters of its whole address."""
    found = []
    for entry in resolver.url_patterns:
        converters = above | entry.pattern.converters
        found += _patterns(entry, converters) if isinstance(entry, URLResolver) else [(entry.name, converters)]
    return found


def _resolver_of(namespace: str, resolver: URLResolver | None = None) -> URLResolver:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace == namespace:
                return entry
            try:
                return _resolver_of(namespace, entry)
            except LookupError:
                continue
    raise LookupError(namespace)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_workspace_asks_everybody_to_sign_in(client: Client, language: str) -> None:
    with override(language):
        doors = addresses("workspace")
    assert len(doors) > 20
    for door in doors:
        for response in (client.get(door), client.post(door)):
            assert response.status_code in (302, 405), door
            if response.status_code == 302:
                with override(language):
                    assert response.headers["Location"].startswith(reverse("account_login")), door


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_public_site_sets_no_cookie_and_accepts_no_post(client: Client, language: str) -> None:
    with override(language):
        doors = addresses("public")
    assert len(doors) > 10
    for door in doors:
        response = client.get(door)
        assert response.status_code in (200, 302, 404), door
        assert not response.cookies, door
        assert "Cookie" not in response.headers.get("Vary", ""), door
        assert client.post(door).status_code in (403, 404, 405), door
