"""Tests of carewire.py against a stand-in for CareWire: python3 -m unittest, standard library only."""

import base64
import datetime
import hashlib
import hmac
import json
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from carewire import CallFailed, CareWire, Drop, Replies, Sockets

SECRET = "a secret of at least 32 bytes, for tests"
ACCEPTED = 201, {}, {"success": True, "data": {"events": []}}
BUSY = 503, {}, {"success": False, "code": "OVERLOADED", "error": "busy"}


def invalid(text):
    return 400, {}, {"success": False, "code": "INVALID", "error": text}


class StandIn:
    """Records requests and answers as a test asks."""

    def __init__(self, port=0):
        self.requests = []
        self.events = []
        self.answer = lambda body, count: ACCEPTED
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                token = self.headers["Authorization"].removeprefix("Bearer ")
                stand_in.requests.append((self.path, token, body, time.monotonic()))
                status, headers, answer = stand_in.answer(body, len(stand_in.requests))
                if status < 300:
                    stand_in.events.extend(body.get("events", []))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def names(self):
        return [event["event"] for event in self.events]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def unsigned(**content):
    return "e30." + base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode() + "."


class CareWireTest(unittest.TestCase):
    def setUp(self):
        self.server = StandIn()
        self.addCleanup(self.server.close)
        self.drops = []

    def emitter(self, url=None, family="keneyapp", **options):
        if not {"token", "token_for"} & set(options):
            options["secret"] = SECRET
        io = CareWire(url or self.server.url, family, on_dropped=self.drops.append, **options)
        self.addCleanup(io.close, 0)
        return io

    def until(self, condition):
        end = time.monotonic() + 10
        while not condition():
            self.assertLess(time.monotonic(), end, "not within 10 s")
            threading.Event().wait(0.005)

    def test_sends_rooms_event_and_arguments_as_they_are(self):
        io = self.emitter(family="derm-app")
        moment = datetime.datetime(2026, 11, 30, 8, tzinfo=datetime.timezone.utc)
        io.emit(
            "message:new", {"id": 1, "text": "ü"}, None, moment,
            to=["tenant:1:module:mail", "tenant:1"], except_=["user:7", "tenant:2"], volatile=True,
        )
        self.assertTrue(io.flush())
        self.assertEqual(
            self.server.events,
            [{
                "family": "derm-app", "to": ["tenant:1:module:mail", "tenant:1"], "except": ["user:7"], "event": "message:new",
                "delivery": "volatile", "args": [{"id": 1, "text": "ü"}, None, "2026-11-30T08:00:00+00:00"],
            }],
        )

    def test_keeps_the_order_in_batches_of_a_hundred(self):
        io = self.emitter(tenant_of=lambda room, event, args: "1")
        for number in range(250):
            io.emit(f"event-{number}", to="user:7" if number % 3 else "tenant:1")
        self.assertTrue(io.flush())
        self.assertEqual(self.server.names, [f"event-{number}" for number in range(250)])
        self.assertLessEqual(max(len(body["events"]) for _, _, body, _ in self.server.requests), 100)

    def test_signs_a_token_for_each_tenant(self):
        io = self.emitter(f"{self.server.url}/base/", issuer="keneyapp", audience="clients", tenants=["1", "2"])
        io.emit("all")
        io.flush()
        tokens = {claims(token)["tenantId"]: token for _, token, _, _ in self.server.requests}
        self.assertEqual(set(tokens), {"1", "2"})
        self.assertEqual(self.server.requests[0][0], "/base/api/v1/emit")
        head, body, signature = tokens["1"].split(".")
        expected = hmac.new(SECRET.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
        self.assertEqual(signature, base64.urlsafe_b64encode(expected).rstrip(b"=").decode())
        content = claims(tokens["1"])
        self.assertEqual((content["role"], content["iss"], content["aud"]), ("service", "keneyapp", "clients"))
        self.assertEqual(content["exp"] - content["iat"], 300)

    def test_a_token_serves_its_own_tenant_alone(self):
        io = self.emitter(token=unsigned(tenant_id=5))
        io.emit("a", to="user:7")
        io.emit("b", to="tenant:6")
        io.flush()
        self.assertEqual(self.server.names, ["a"])
        self.assertEqual(self.drops, [Drop("no-tenant", "b", ("tenant:6",), None, "the token is of another tenant")])

    def test_asks_for_another_token_once(self):
        numbers = iter(range(10))
        io = self.emitter(token_for=lambda tenant: unsigned(tenantId=tenant, number=next(numbers)))
        self.server.answer = lambda body, count: (401, {}, {}) if count == 1 else ACCEPTED
        io.emit("a", to="tenant:1")
        self.assertTrue(io.flush())
        self.server.answer = lambda body, count: (401, {}, {})
        io.emit("b", to="tenant:1")
        self.until(lambda: self.drops)
        self.assertEqual((self.drops[0].event, self.drops[0].reason), ("b", "rejected"))

    def test_repeats_the_same_body_and_obeys_retry_after(self):
        io = self.emitter()
        self.server.answer = lambda body, count: (429, {"Retry-After": "1"}, {}) if count == 1 else ACCEPTED
        io.emit("a", to="tenant:1")
        self.assertTrue(io.flush())
        (_, _, first, sent), (_, _, second, repeated) = self.server.requests
        self.assertEqual(first, second)
        self.assertGreaterEqual(repeated - sent, 0.99)

    def test_repeats_a_batch_whose_first_request_is_still_running(self):
        io = self.emitter()
        running = 409, {"Retry-After": "1"}, {"success": False, "code": "CONFLICT", "error": "still running"}
        self.server.answer = lambda body, count: running if count == 1 else ACCEPTED
        io.emit("a", to="tenant:1")
        self.assertTrue(io.flush())
        (_, _, first, _), (_, _, second, _) = self.server.requests
        self.assertEqual(first, second)
        self.assertEqual(self.drops, [])

    def test_delivers_what_was_emitted_while_carewire_was_away(self):
        port = self.server.port
        self.server.close()
        io = self.emitter(f"http://127.0.0.1:{port}")
        with self.assertLogs("carewire") as logged:
            io.emit("one", {"name": "Marker"}, to="tenant:1")
            self.until(lambda: logged.output)
            io.emit("two", to="tenant:1")
            self.server = StandIn(port)
            self.assertTrue(io.flush())
        self.assertEqual(self.server.names, ["one", "two"])
        self.assertIn("ConnectionRefusedError", logged.output[0])
        self.assertNotIn("Marker", "".join(logged.output))

    def test_drops_only_the_invalid_event_of_a_batch(self):
        io = self.emitter()
        bad = lambda body: any(event["event"] == "bad" for event in body["events"])
        self.server.answer = lambda body, count: invalid("events[2]: bad") if bad(body) else ACCEPTED
        for event in ("a", "b", "bad", "c"):
            io.emit(event, to="tenant:1")
        self.assertTrue(io.flush())
        self.assertEqual(self.server.names, ["a", "b", "c"])
        self.assertEqual(self.drops, [Drop("rejected", "bad", ("tenant:1",), "1", "HTTP 400 INVALID events[2]: bad")])

    def test_never_raises_for_what_cannot_be_sent(self):
        def broken(room, event, args):
            raise LookupError("broken")

        io = self.emitter(tenant_of=broken)
        cycle = []
        cycle.append(cycle)
        io.emit("bytes", {"file": b"x"}, to="tenant:1")
        io.emit("cycle", cycle, to="tenant:1")
        io.emit("nan", float("nan"), to="tenant:1")
        io.emit("connect", to="tenant:1")
        io.emit("lost", to="user:7")
        io.emit("nowhere")
        io.flush()
        self.assertEqual(
            [drop.reason for drop in self.drops],
            ["binary", "not-json", "not-json", "reserved-name", "no-tenant", "no-tenant"],
        )

    def test_bounds_what_waits(self):
        io = self.emitter(max_events=3, max_age=1.0)
        self.server.answer = lambda body, count: BUSY
        io.emit("a", to="tenant:1")
        self.until(lambda: self.server.requests)
        io.emit("typing", to="tenant:1", volatile=True)
        self.until(lambda: self.drops)
        for event in ("b", "c", "d"):
            io.emit(event, to="tenant:1")
        self.until(lambda: len(self.drops) == 5)
        self.assertEqual(
            [(drop.event, drop.reason) for drop in self.drops],
            [("typing", "volatile"), ("b", "full"), ("a", "expired"), ("c", "expired"), ("d", "expired")],
        )

    def test_bounds_what_waits_when_an_event_goes_to_many_tenants(self):
        self.server.answer = lambda body, count: BUSY
        for limits in ({"max_events": 10}, {"max_bytes": 2_000}):
            self.drops.clear()
            io = self.emitter(tenants=range(200), **limits)
            io.emit("all", {"type": "all", "text": "x" * 100})
            self.until(lambda: self.drops)
            with io._changed:
                self.until(lambda: len(self.drops) == 200 - io._events)
                self.assertEqual({(drop.event, drop.reason) for drop in self.drops}, {("all", "full")})
                self.assertEqual(len({drop.tenant for drop in self.drops}), len(self.drops))
                self.assertEqual(len(io._lanes), io._events)
                self.assertGreater(io._events, 0)
                self.assertLessEqual(io._events, 10 if "max_events" in limits else 199)
                self.assertLessEqual(io._bytes, limits.get("max_bytes", 100_000))
            io.close(0)

    def test_an_event_larger_than_the_limit_with_its_rooms_drops_itself_alone(self):
        io = self.emitter(family="derm-app", max_bytes=2_000)
        self.server.answer = lambda body, count: BUSY
        io.emit("a", to="tenant:1")
        self.until(lambda: self.server.requests)
        io.emit("b", to="tenant:1")
        io.emit("large", "x" * 1_500, to="tenant:1:module:" + "m" * 600)
        self.until(lambda: self.drops)
        self.server.answer = lambda body, count: ACCEPTED
        self.assertTrue(io.flush())
        self.assertEqual(self.server.names, ["a", "b"])
        self.assertEqual([(drop.event, drop.reason) for drop in self.drops], [("large", "full")])

    def test_half_a_surrogate_pair_reaches_the_clients(self):
        half = json.loads('"\\ud800"')
        io = self.emitter(family="derm-app")
        io.emit(half, half, to=["tenant:1", half + "@tenant"], except_=half)
        io.emit("kept", to="tenant:1")
        self.assertTrue(io.flush())
        first, second = self.server.events
        self.assertEqual((first["event"], first["args"], first["to"], first["except"]), (half, [half], ["tenant:1"], [half]))
        self.assertEqual(second["event"], "kept")
        self.assertEqual([(drop.reason, drop.rooms) for drop in self.drops], [("no-tenant", (half + "@tenant",))])

    def test_no_event_ends_the_thread(self):
        io = self.emitter(tenants=["1"])
        io.emit(b"bytes for a name")
        io.emit("kept")
        self.assertTrue(io.flush())
        self.assertEqual(self.server.names, ["kept"])
        self.assertEqual([(drop.event, drop.reason) for drop in self.drops], [(b"bytes for a name", "not-json")])

    def test_a_page_of_a_proxy_with_status_200_does_not_count_as_accepted(self):
        io = self.emitter()
        self.server.answer = lambda body, count: (200, {}, b"<html>Welcome</html>") if count == 1 else ACCEPTED
        with self.assertLogs("carewire") as logged:
            io.emit("kept", to="tenant:1")
            self.assertTrue(io.flush())
        self.assertEqual(len(self.server.requests), 2)
        self.assertIn("HTTP 200, no answer of CareWire", logged.output[0])
        self.assertEqual(self.drops, [])

    def test_an_event_larger_than_the_limit_drops_itself_alone(self):
        io = self.emitter(max_bytes=2_000)
        self.server.answer = lambda body, count: BUSY
        io.emit("a", to="tenant:1")
        self.until(lambda: self.server.requests)
        io.emit("b", to="tenant:1")
        io.emit("large", "x" * 2_000, to="tenant:1")
        self.server.answer = lambda body, count: ACCEPTED
        self.assertTrue(io.flush())
        self.assertEqual(self.server.names, ["a", "b"])
        self.assertEqual([(drop.event, drop.reason) for drop in self.drops], [("large", "full")])

    def test_a_busy_tenant_does_not_hold_up_the_retries_of_another(self):
        io = self.emitter()

        def answer(body, count):
            if body["events"][0]["to"] == ["tenant:1"]:
                return BUSY if count == 1 else ACCEPTED
            if "retried" not in self.server.names and count < 5_000:
                io.emit("next", to="tenant:2")
            return ACCEPTED

        self.server.answer = answer
        io.emit("retried", to="tenant:1")
        self.until(lambda: self.server.requests)
        io.emit("next", to="tenant:2")
        self.until(lambda: "retried" in self.server.names)
        self.assertLess(len(self.server.requests), 5_000)
        self.assertTrue(io.flush())

    def test_close_drops_what_carewire_does_not_accept_in_time(self):
        io = self.emitter()
        self.server.answer = lambda body, count: BUSY
        io.emit("a", to="tenant:1")
        io.close(0.05)
        io.emit("b", to="tenant:1")
        self.assertEqual([(drop.event, drop.reason) for drop in self.drops], [("a", "closed"), ("b", "closed")])

    def answer_calls(self, answers):
        self.server.answer = lambda body, count: (200, {}, answers[body["family"]]) if "family" in body else ACCEPTED

    def test_asks_after_earlier_events_and_returns_the_replies(self):
        io = self.emitter(f"{self.server.url}/base/", family="derm-app")
        self.answer_calls({"derm-app": {"answers": [{"socketId": "s1", "args": ["yes", 2]}], "missing": 1}})
        for number in range(150):
            io.emit(f"event-{number}", to="tenant:1")
        replies = io.ask("ready?", {"a": 1}, to="tenant:1", except_=["user:7", "tenant:2"], timeout=0.7)
        io.emit("after", to="tenant:1")
        self.assertEqual(replies, Replies([{"socketId": "s1", "args": ["yes", 2]}], 1))
        self.assertTrue(io.flush())
        paths = [path for path, *_ in self.server.requests]
        self.assertEqual(paths[-2:], ["/base/api/v1/sockets/ask", "/base/api/v1/emit"])
        self.assertEqual(self.server.names, [f"event-{number}" for number in range(150)] + ["after"])
        self.assertEqual(
            self.server.requests[-2][2],
            {
                "family": "derm-app", "to": ["tenant:1"], "except": ["user:7"], "event": "ready?", "timeoutMs": 700,
                "args": [{"a": 1}],
            },
        )

    def test_lists_moves_and_disconnects_sockets_of_all_tenants(self):
        io = self.emitter(tenants=["1", "2"])
        self.answer_calls({"keneyapp": {"sockets": [{"id": "s1"}], "truncated": True}})
        self.assertEqual(io.fetch_sockets(), Sockets([{"id": "s1"}, {"id": "s1"}], True))
        self.answer_calls({"keneyapp": {"sockets": 3}})
        self.assertEqual(io.sockets_join("ward:1", to="tenant:1"), 3)
        self.assertEqual(io.sockets_leave(["ward:1", "ward:2"], to="tenant:1", except_="user:7"), 3)
        self.assertEqual(io.disconnect_sockets(to=["tenant:1", "tenant:2"], close=True), 6)
        self.assertEqual(
            [(path.split("/")[-1], body) for path, _, body, _ in self.server.requests[1:5]],
            [
                ("fetch", {"family": "keneyapp", "in": [], "except": []}),
                ("join", {"family": "keneyapp", "in": ["tenant:1"], "except": [], "rooms": ["ward:1"]}),
                ("leave", {"family": "keneyapp", "in": ["tenant:1"], "except": ["user:7"], "rooms": ["ward:1", "ward:2"]}),
                ("disconnect", {"family": "keneyapp", "in": ["tenant:1"], "except": [], "close": True}),
            ],
        )

    def test_repeats_a_call_once_when_carewire_is_busy(self):
        io = self.emitter()
        busy = 503, {"Retry-After": "1"}, {"success": False, "code": "OVERLOADED", "error": "busy"}
        self.server.answer = lambda body, count: busy if count == 1 else (200, {}, {"sockets": 1})
        self.assertEqual(io.sockets_join("ward:1", to="tenant:1"), 1)
        self.assertGreaterEqual(self.server.requests[1][3] - self.server.requests[0][3], 0.99)
        self.server.answer = lambda body, count: BUSY
        with self.assertRaises(CallFailed) as failed:
            io.sockets_join("ward:1", to="tenant:1")
        self.assertEqual((failed.exception.reason, failed.exception.status, failed.exception.code), ("rejected", 503, "OVERLOADED"))
        self.assertEqual(len(self.server.requests), 4)

    def test_a_call_without_a_result_raises(self):
        io = self.emitter(timeout=0.2)

        def reason(call, *args, **options):
            with self.assertRaises(CallFailed) as failed:
                call(*args, **options)
            return failed.exception.reason

        self.assertEqual(reason(io.ask, "connect", to="tenant:1"), "reserved-name")
        self.assertEqual(reason(io.ask, "bytes", b"x", to="tenant:1"), "binary")
        self.assertEqual(reason(io.fetch_sockets, to="user:7"), "no-tenant")
        self.assertEqual(reason(io.fetch_sockets), "no-tenant")
        self.assertEqual(reason(io.fetch_sockets, to="tenant:1"), "unreachable")  # Not an answer of CareWire.
        self.server.answer = lambda body, count: (400, {"Retry-After": "0"}, invalid("event: reserved")[2])
        self.assertEqual(reason(io.ask, "auth:x", to="tenant:1"), "rejected")
        self.server.answer = lambda body, count: BUSY
        io.emit("first", to="tenant:1")
        self.assertEqual(reason(io.fetch_sockets, to="tenant:1"), "behind")
        io.close(0)
        self.assertEqual(reason(io.fetch_sockets, to="tenant:1"), "closed")
        self.assertEqual(reason(self.emitter("http://127.0.0.1:1").fetch_sockets, to="tenant:1"), "unreachable")

    def test_refuses_invalid_options(self):
        for options in ({"url": "ftp://x"}, {"family": "keney"}, {"secret": "short"}, {"token_for": str}, {"max_events": 0}):
            with self.assertRaises(ValueError):
                CareWire(**{"url": "http://x", "family": "keneyapp", "secret": SECRET, **options})


if __name__ == "__main__":
    unittest.main()
