"""The API against its own schema: whatever is sent, no failure of the server and no answer that the schema forbids."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

pytest.importorskip("schemathesis", reason="schemathesis comes with the group dev")

import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from according.web.accounts import Accounts
from according.web.app import internal_app
from tests.web.conftest import PASSWORD
from tests.web.telling import PACKS, make_record
from tests.web.test_roles import READER, TABLE

BREACHES = [not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
            checks.response_schema_conformance]
FEW = settings(max_examples=6, deadline=None, database=None, phases=(Phase.explicit, Phase.generate),
               suppress_health_check=list(HealthCheck))


# The plain way to write this, `@schema.parametrize()`, needs an older pytest than the project's.
def every_request(schema, path, method, **headers):
    """Send generated requests to one operation and hold each answer against the schema."""

    @FEW
    @given(case=schema[path][method].as_strategy())
    def send(case):
        case.call_and_validate(headers=headers, checks=BREACHES)

    send()


@pytest.fixture(scope="module")
def whole_api(tmp_path_factory):
    """An application of its own, since what is sent may well be done; and a token that may do everything."""
    folder = tmp_path_factory.mktemp("schema")
    accounts = Accounts(folder / "accounts.sqlite")
    accounts.add("root", PASSWORD, "admin")
    with make_record(folder / "told.sqlite") as record:
        app = internal_app(record, PACKS, accounts)
        for bucket in (app.state.attempts, app.state.asks):
            bucket.rate = bucket.burst = 1_000_000
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app), accounts.new_token("root", "a test")


@pytest.fixture(scope="module")
def open_api(public):
    return schemathesis.openapi.from_asgi("/api/openapi.json", public.app)


@pytest.mark.parametrize(("method", "path"), sorted(TABLE))
def test_an_admins_requests(method, path, whole_api):
    schema, token = whole_api
    every_request(schema, path, method, Authorization=f"Bearer {token}")


@pytest.mark.parametrize(("method", "path"), sorted(TABLE))
def test_requests_of_nobody(method, path, whole_api):
    every_request(whole_api[0], path, method)


@pytest.mark.parametrize("path", sorted(p for (m, p), role in TABLE.items() if m == "GET" and role == READER
                                        and p not in ("/api/review", "/api/judgements")))
def test_requests_to_the_public_page(path, open_api):
    every_request(open_api, path, "GET")
