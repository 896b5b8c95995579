"""Emits events from a Python back end to the clients that CareWire serves. One file, standard library only, Python 3.9.

    io = CareWire("http://127.0.0.1:8000", "keneyapp", secret=os.environ["SECRET_KEY"])
    frame = {"type": "patient_created", "data": {"id": 7}}
    io.emit(frame["type"], frame, to=f"tenant:{tenant_id}")

`emit` never blocks and never raises, so it suits threads and asyncio alike. One thread of the emitter sends the events in the order of
the calls, in batches, and repeats a request under its idempotency key until CareWire accepts it.

`ask`, `fetch_sockets`, `sockets_join`, `sockets_leave` and `disconnect_sockets` block and raise CallFailed; under asyncio, call them with
`asyncio.to_thread`.
"""

import base64
import datetime
import hashlib
import hmac
import json
import logging
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import deque
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

log = logging.getLogger("carewire")

FAMILIES = ("derm-app", "clinic", "keneyapp", "healthmate", "diagnoxix")
MAX_BATCH_EVENTS = 100
MAX_BATCH_BYTES = 500_000
MAX_ANSWER_BYTES = 16_777_216
TOKEN_LIFETIME = 300
TOKEN_RENEWAL = 60
MAX_TOKENS = 1_000
FIRST_PAUSE, LAST_PAUSE, LONGEST_RETRY_AFTER = 0.25, 15.0, 300.0
ATTEMPTS_AFTER_500 = 5
LOG_INTERVAL = 10.0
SHORTEST_ASK, LONGEST_ASK = 0.1, 30.0

_BUSY = {429, 503}
_TEMPORARY = {408, 425, 429, 502, 503, 504}
_DIVISIBLE = {400, 413, 422, 500}
_RESERVED = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"}
_BY_TENANT = (re.compile(r"tenant:(.+)"),)
_TENANT_ROOMS = {
    "derm-app": (
        re.compile(r"tenant:(.+?)(?::module:[^:]+)?"),
        re.compile(r"(?:patient-flow|room-board|provider-queue):([^:]+)(?::.*)?"),
    ),
    "clinic": (re.compile(r"(?:tenant|queue|appointments|visits|prescriptions|invoices|patients):(.+)"),),
}


@dataclass(frozen=True)
class Drop:
    """An event that no client will receive.

    reason: no-tenant, rejected, full, expired, volatile, closed, binary, not-json or reserved-name.
    """

    reason: str
    event: str
    rooms: tuple
    tenant: "str | None" = None
    detail: "str | None" = None


@dataclass(frozen=True)
class Replies:
    """The replies to a question: `answers` of {"socketId", "args"}, and the number of clients that did not reply in time."""

    answers: list
    missing: int


@dataclass(frozen=True)
class Sockets:
    """Connected clients of {"id", "userId", "tenantId", "name", "roles", "rooms", "connectedAt"}; `truncated` if there are more."""

    sockets: list
    truncated: bool


class CallFailed(Exception):
    """A call about sockets without a result.

    reason: no-tenant, behind (CareWire did not accept earlier events in time), closed, binary, not-json, reserved-name, unreachable or
        rejected.
    status, code: of CareWire's rejection; otherwise None.
    """

    def __init__(self, reason, detail=None, status=None, code=None):
        super().__init__(reason if detail is None else f"{reason}: {detail}")
        self.reason, self.status, self.code = reason, status, code


@dataclass
class _Entry:
    event: str
    rooms: tuple
    excepted: tuple
    args: tuple
    args_text: str
    volatile: bool
    since: float
    size: int
    text: bytes = b""


@dataclass
class _Lane:
    """What waits for one tenant. A batch stays until it is delivered or dropped; its body never changes."""

    entries: deque = field(default_factory=deque)
    batches: deque = field(default_factory=deque)


@dataclass
class _Batch:
    entries: list
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    attempt: int = 0
    due: float = 0.0
    renewed: bool = False

    def body(self):
        return b'{"idempotencyKey":"%s","events":[%s]}' % (self.key.encode(), b",".join(e.text for e in self.entries))

    def halves(self):
        middle = len(self.entries) // 2
        return _Batch(self.entries[:middle]), _Batch(self.entries[middle:])


class _Unsendable(Exception):
    pass


class CareWire:
    """The events of one back end for one client family. Any thread; of `emit`, `flush` and `close`, only `emit` does not block.

    url: CareWire's address, with a base path if a proxy adds one.
    family: one of FAMILIES.
    token: a token of one tenant with the role service; or
    secret: CareWire's auth.secret, with which the emitter signs a token for each tenant; or
    token_for: a function from tenant to token. Exactly one of the three.
    tenants: the tenants that receive an event without a room.
    tenant_of: a function (room, event, args) that returns the tenant of a room whose name does not contain it, or None. The
        emitter's thread calls it, and later events wait for it; for a call about sockets, the thread of the call.
    on_dropped: a function that receives each Drop.
    max_events, max_bytes: what may wait; beyond it, the oldest waiting event makes room. An event that alone exceeds max_bytes
        is dropped itself. Default 10,000 and 16 MiB.
    max_age: seconds after which an event is no longer retried. Default 600.
    timeout: seconds for one request. Default 10.
    """

    def __init__(
        self,
        url,
        family,
        *,
        token=None,
        secret=None,
        token_for=None,
        tenants=(),
        tenant_of=None,
        on_dropped=None,
        user_id="back-end",
        issuer=None,
        audience=None,
        max_events=10_000,
        max_bytes=16 * 1024 * 1024,
        max_age=600.0,
        timeout=10.0,
    ):
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise ValueError("url: invalid (expected: http://… or https://…)")
        if family not in FAMILIES:
            raise ValueError(f"family: unknown (expected: one of {', '.join(FAMILIES)})")
        if sum(credential is not None for credential in (token, secret, token_for)) != 1:
            raise ValueError("credentials: none or several (expected: exactly one of token, secret, token_for)")
        if secret is not None and len(secret.encode()) < 32:
            raise ValueError("secret: too short (expected: at least 32 bytes)")
        for name, limit in (("max_events", max_events), ("max_bytes", max_bytes), ("max_age", max_age), ("timeout", timeout)):
            if limit <= 0:
                raise ValueError(f"{name}: {limit} (expected: more than 0)")
        self._api = url.rstrip("/") + "/api/v1/"
        self._family = family
        self._tokens = _Tokens(token, secret, token_for, user_id, issuer, audience)
        self._only_tenant = None
        self._tenants = tuple(str(tenant) for tenant in tenants)
        if token is not None:
            named = _tenant_of_token(token)
            if named is None and len(self._tenants) != 1:
                raise ValueError("token: names no tenant (expected: a claim tenantId, or one tenant in tenants)")
            self._only_tenant = named if named is not None else self._tenants[0]
            self._tenants = (self._only_tenant,)
        self._tenant_of = tenant_of
        self._on_dropped = on_dropped
        self._max_events, self._max_bytes, self._max_age, self._timeout = max_events, max_bytes, max_age, timeout
        self._intake = deque()
        self._lanes = {}
        self._events = self._bytes = 0
        self._changed = threading.Condition()
        self._thread = None
        self._closed = False
        self._unreachable_since = None
        self._drop_log = {}

    def emit(self, event, *args, to=(), except_=(), volatile=False):
        """Sends an event with JSON arguments to rooms, by their names on the family's wire; without rooms, to all `tenants`.

        In families on plain WebSocket, the only argument is the frame, and the event is its `type`.
        """
        rooms, excepted = _names(to), _names(except_)
        if event in _RESERVED:
            self._drop(Drop("reserved-name", event, rooms))
            return
        try:
            text = _encode(args)
        except _Unsendable as fault:
            self._drop(Drop(str(fault), event, rooms))
            return
        entry = _Entry(event, rooms, excepted, args, text, volatile, time.monotonic(), len(text.encode()))
        dropped = []
        with self._changed:
            if self._closed:
                dropped.append(Drop("closed", event, rooms))
            elif entry.size > self._max_bytes:
                dropped.append(Drop("full", event, rooms))
            else:
                self._intake.append(entry)
                self._count(entry, 1)
                dropped.extend(self._make_room())
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="carewire", daemon=True)
                    self._thread.start()
                self._changed.notify_all()
        for drop in dropped:
            self._drop(drop)

    def ask(self, event, *args, to=(), except_=(), timeout=5.0):
        """Sends an event and returns the clients' Replies. Without rooms, it asks the staff of all `tenants`.

        timeout: seconds for the clients, 0.1 to 30. Events that were emitted before arrive before.
        """
        if event in _RESERVED:
            raise CallFailed("reserved-name")
        try:
            text = _encode(args)
        except _Unsendable as fault:
            raise CallFailed(str(fault)) from None
        seconds = min(max(timeout, SHORTEST_ASK), LONGEST_ASK)
        fields = {"event": event, "timeoutMs": round(seconds * 1000)}
        answers = self._call("ask", to, except_, fields, event, args, text, seconds)
        return Replies(
            [reply for answer in answers for reply in answer["answers"]], sum(answer["missing"] for answer in answers)
        )

    def fetch_sockets(self, to=(), except_=()):
        """Returns the connected clients as Sockets; without rooms, of all `tenants`."""
        answers = self._call("fetch", to, except_, {})
        return Sockets(
            [socket for answer in answers for socket in answer["sockets"]], any(answer.get("truncated") for answer in answers)
        )

    def sockets_join(self, rooms, to=(), except_=()):
        """Puts clients into rooms; returns their number."""
        return self._move("join", to, except_, {"rooms": _names(rooms)})

    def sockets_leave(self, rooms, to=(), except_=()):
        """Removes clients from rooms; returns their number."""
        return self._move("leave", to, except_, {"rooms": _names(rooms)})

    def disconnect_sockets(self, to=(), except_=(), close=False):
        """Ends the sessions of clients, with `close` also their transports; returns their number."""
        return self._move("disconnect", to, except_, {"close": bool(close)})

    def flush(self, timeout=5.0):
        """Waits until CareWire has accepted what was emitted; returns whether it has, within the time. Blocks."""
        with self._changed:
            return self._changed.wait_for(lambda: self._events == 0, timeout)

    def close(self, timeout=5.0):
        """Flushes for at most `timeout` seconds and drops the rest. Blocks."""
        self.flush(timeout)
        with self._changed:
            self._closed = True
            waiting = list(self._intake)
            for lane in self._lanes.values():
                waiting.extend(entry for batch in lane.batches for entry in batch.entries)
                waiting.extend(lane.entries)
            self._intake.clear()
            self._lanes.clear()
            self._events = self._bytes = 0
            self._changed.notify_all()
        for entry in waiting:
            self._drop(Drop("closed", entry.event, entry.rooms))

    # Calls about sockets, on the caller's thread: one request for each tenant, one after the other.

    def _move(self, verb, to, excepted, fields):
        return sum(answer["sockets"] for answer in self._call(verb, to, excepted, fields))

    def _call(self, verb, to, excepted, fields, event=None, args=(), args_text=None, seconds=0.0):
        mark, answers = time.monotonic(), []
        for tenant, rooms in self._tenants_of_call(_names(to), event or verb, args).items():
            content = {
                "family": self._family, "to" if verb == "ask" else "in": rooms,
                "except": self._excepted_in(tenant, _names(excepted)), **fields,
            }
            text = _json(content) if args_text is None else f'{_json(content)[:-1]},"args":{args_text}}}'
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._sent_until(tenant, mark), self._timeout)
                if self._closed or not self._sent_until(tenant, mark):
                    raise CallFailed("closed" if self._closed else "behind")
            answer = self._request(tenant, f"sockets/{verb}", text.encode(), seconds + self._timeout)
            if ("answers" if verb == "ask" else "sockets") not in answer:
                raise CallFailed("unreachable", "no answer of CareWire")
            answers.append(answer)
        return answers

    def _tenants_of_call(self, rooms, event, args):
        by_tenant = {} if rooms else {tenant: [] for tenant in self._tenants}
        for room in rooms:
            tenant, detail = self._tenant_of_room(room, event, args)
            if tenant is None:
                raise CallFailed("no-tenant", detail)
            by_tenant.setdefault(tenant, []).append(room)
        if not by_tenant:
            raise CallFailed("no-tenant", "without a room, and there are no tenants")
        return by_tenant

    def _sent_until(self, tenant, mark):
        """Whether no event from before a moment waits for a tenant or has an unknown one. The caller holds the lock."""
        lane = self._lanes.get(tenant, _Lane())
        waiting = [*list(self._intake)[:1], *(lane.batches[0].entries if lane.batches else list(lane.entries)[:1])]
        return all(entry.since > mark for entry in waiting)

    def _request(self, tenant, path, body, timeout):
        """Repeats a request once: with another token after 401, or when CareWire is less busy."""
        repeated = False
        while True:
            try:
                status, retry_after, answer = self._post(tenant, path, body, timeout)
            except Exception as error:
                raise CallFailed("unreachable", type(getattr(error, "reason", error)).__name__) from error
            if 200 <= status < 300:
                return answer
            pause = max(retry_after, FIRST_PAUSE)
            if not repeated and status == 401 and self._tokens.renewable:
                self._tokens.forget(tenant)
            elif repeated or status not in _BUSY or pause > self._timeout:
                code = answer.get("code")
                texts = (f"HTTP {status}", code, answer.get("error"))
                raise CallFailed("rejected", " ".join(text for text in texts if isinstance(text, str)), status, code)
            else:
                with self._changed:
                    if self._changed.wait_for(lambda: self._closed, pause):
                        raise CallFailed("closed")
            repeated = True

    # The backlog. The caller holds the lock.

    def _count(self, entry, sign):
        self._events += sign
        self._bytes += sign * entry.size

    def _make_room(self):
        dropped = []
        while self._events > self._max_events or self._bytes > self._max_bytes:
            tenant, lane = max(self._lanes.items(), key=lambda item: len(item[1].entries), default=(None, _Lane()))
            if not lane.entries:
                tenant = None
            source = lane.entries or self._intake
            if not source:
                break
            entry = source.popleft()
            self._count(entry, -1)
            if tenant is not None and not lane.entries and not lane.batches:
                del self._lanes[tenant]
            dropped.append(Drop("full", entry.event, entry.rooms, tenant))
        return dropped

    def _next_due(self):
        """The tenant whose next request is due first, and when; None if nothing waits."""
        due = None
        for tenant, lane in self._lanes.items():
            if not lane.batches and lane.entries:
                lane.batches.append(_Batch(_take_batch(lane.entries), due=time.monotonic()))
            if lane.batches and (due is None or lane.batches[0].due < due[1]):
                due = tenant, lane.batches[0].due
        return due

    # The emitter's thread.

    def _run(self):
        while True:
            with self._changed:
                due = None
                while not self._closed and not self._intake:
                    due = self._next_due()
                    if due is not None and due[1] <= time.monotonic():
                        break
                    self._changed.wait(None if due is None else due[1] - time.monotonic())
                if self._closed:
                    return
                entry = self._intake[0] if self._intake else None
                batch = None if entry is not None else self._lanes[due[0]].batches[0]
            if entry is not None:
                try:
                    self._route(entry)
                except Exception:  # No event may end the thread.
                    self._discard(entry)
            else:
                self._attempt(due[0], batch)

    def _route(self, entry):
        """Moves an event from the intake to the lanes of its tenants."""
        by_tenant, drops = {}, []
        if not entry.rooms:
            by_tenant = {tenant: [f"tenant:{tenant}"] for tenant in self._tenants}
            if not by_tenant:
                drops.append(Drop("no-tenant", entry.event, (), None, "without a room, and there are no tenants"))
        for room in entry.rooms:
            tenant, detail = self._tenant_of_room(room, entry.event, entry.args)
            if tenant is None:
                drops.append(Drop("no-tenant", entry.event, (room,), None, detail))
            else:
                by_tenant.setdefault(tenant, []).append(room)
        with self._changed:
            if self._intake and self._intake[0] is entry:
                self._intake.popleft()
                self._count(entry, -1)
                for tenant, rooms in by_tenant.items():
                    drops.extend(self._append(tenant, rooms, entry))
                self._changed.notify_all()
        for drop in drops:
            self._drop(drop)

    def _discard(self, entry):
        """Drops an event whose name or rooms JSON cannot hold."""
        with self._changed:
            if self._intake and self._intake[0] is entry:
                self._intake.popleft()
                self._count(entry, -1)
            self._changed.notify_all()
        self._drop(Drop("not-json", entry.event, entry.rooms))

    def _append(self, tenant, rooms, entry):
        """Adds an event to the lane of a tenant; returns what has to make room, or the event itself if it is too large."""
        excepted = self._excepted_in(tenant, entry.excepted)
        fields = {"family": self._family, "to": rooms, "except": excepted, "event": entry.event}
        fields["delivery"] = "volatile" if entry.volatile else "logged"
        text = f'{_json(fields)[:-1]},"args":{entry.args_text}}}'.encode()
        routed = _Entry(
            entry.event, tuple(rooms), (), (), "", entry.volatile, entry.since, len(text), text
        )
        if routed.size > self._max_bytes:
            return [Drop("full", entry.event, routed.rooms, tenant)]
        self._lanes.setdefault(tenant, _Lane()).entries.append(routed)
        self._count(routed, 1)
        return self._make_room()

    def _excepted_in(self, tenant, rooms):
        return [room for room in rooms if self._named_tenant(room) in (None, tenant)]

    def _named_tenant(self, room):
        for pattern in _TENANT_ROOMS.get(self._family, _BY_TENANT):
            match = pattern.fullmatch(room)
            if match:
                return match[1]
        return None

    def _tenant_of_room(self, room, event, args):
        named = self._named_tenant(room)
        if self._only_tenant is not None:
            if named in (None, self._only_tenant):
                return self._only_tenant, None
            return None, "the token is of another tenant"
        if named is not None:
            return named, None
        if self._tenant_of is None:
            return None, "the room names no tenant, and there is no tenant_of"
        try:
            tenant = self._tenant_of(room, event, args)
        except Exception as error:
            return None, f"tenant_of: {type(error).__name__}"
        return (None, "tenant_of knows none") if tenant in (None, "") else (str(tenant), None)

    def _attempt(self, tenant, batch):
        try:
            status, retry_after, answer = self._post(tenant, "emit", batch.body(), self._timeout)
        except Exception as error:  # Whatever the cause, the events wait and are retried.
            reason = getattr(error, "reason", error)
            self._retry(tenant, batch, type(reason).__name__, 0.0)
            return
        if 200 <= status < 300 and answer.get("success") is True:
            self._report_reachable()
            self._finish(tenant, batch)
        elif 200 <= status < 300 and answer.get("success") is not False:
            self._retry(tenant, batch, f"HTTP {status}, no answer of CareWire", 0.0)
        elif status == 401 and self._tokens.renewable and not batch.renewed:
            batch.renewed = True
            self._tokens.forget(tenant)
        elif (
            status in _TEMPORARY
            or (status == 409 and retry_after > 0)  # The first request under the key is still running.
            or (status == 500 and batch.attempt + 1 < ATTEMPTS_AFTER_500)
        ):
            self._retry(tenant, batch, f"HTTP {status}", retry_after)
        elif status in _DIVISIBLE and len(batch.entries) > 1:
            with self._changed:
                lane = self._lanes.get(tenant)
                if lane is not None:
                    lane.batches.popleft()
                    lane.batches.extendleft(reversed(batch.halves()))
        else:
            texts = (f"HTTP {status}", answer.get("code"), answer.get("error"))
            self._finish(tenant, batch, "rejected", " ".join(text for text in texts if isinstance(text, str)))

    def _retry(self, tenant, batch, cause, retry_after):
        self._report_unreachable(cause)
        if time.monotonic() - batch.entries[-1].since >= self._max_age:
            self._finish(tenant, batch, "expired")
            return
        pause = min(FIRST_PAUSE * 2 ** min(batch.attempt, 16), LAST_PAUSE) * random.uniform(0.5, 1.0)
        batch.attempt += 1
        batch.due = time.monotonic() + max(pause, min(retry_after, LONGEST_RETRY_AFTER))
        with self._changed:
            lane = self._lanes.get(tenant, _Lane())
            dropped = [entry for entry in lane.entries if entry.volatile]
            lane.entries = deque(entry for entry in lane.entries if not entry.volatile)
            for entry in dropped:
                self._count(entry, -1)
        for entry in dropped:
            self._drop(Drop("volatile", entry.event, entry.rooms, tenant))

    def _finish(self, tenant, batch, reason=None, detail=None):
        """Ends a batch: delivered, or dropped for a reason."""
        with self._changed:
            lane = self._lanes.get(tenant)
            if lane is None:
                return
            lane.batches.popleft()
            if not lane.batches and not lane.entries:
                del self._lanes[tenant]
            for entry in batch.entries:
                self._count(entry, -1)
            self._changed.notify_all()
        if reason is not None:
            for entry in batch.entries:
                self._drop(Drop(reason, entry.event, entry.rooms, tenant, detail))

    def _post(self, tenant, path, body, timeout):
        headers = {"Authorization": "Bearer " + self._tokens.of(tenant), "Content-Type": "application/json"}
        request = urllib.request.Request(self._api + path, data=body, headers=headers, method="POST")
        try:
            response = urllib.request.urlopen(request, timeout=timeout)
        except urllib.error.HTTPError as refusal:
            response = refusal
        with response:
            return response.status, _wait_of(response.headers.get("Retry-After")), _object(response.read(MAX_ANSWER_BYTES))

    # Reports. Logs receive names, codes and counts, never rooms or arguments.

    def _drop(self, drop):
        if self._on_dropped is not None:
            try:
                self._on_dropped(drop)
            except Exception as error:
                log.warning("on_dropped failed: %s", type(error).__name__)
        now = time.monotonic()
        logged, count = self._drop_log.get(drop.reason, (0.0, 0))
        if now - logged >= LOG_INTERVAL or logged == 0.0:
            log.warning("dropped %s: %s, %s (%d more since the last line)", drop.event, drop.reason, drop.detail or "-", count)
            self._drop_log[drop.reason] = now, 0
        else:
            self._drop_log[drop.reason] = logged, count + 1

    def _report_unreachable(self, cause):
        if self._unreachable_since is None:
            self._unreachable_since = time.monotonic()
            log.warning("CareWire does not accept events (%s); the emitter keeps them and retries", cause)

    def _report_reachable(self):
        if self._unreachable_since is not None:
            log.warning("CareWire accepts events again, after %.0f s", time.monotonic() - self._unreachable_since)
            self._unreachable_since = None


class _Tokens:
    """One token for each tenant. Any thread."""

    def __init__(self, token, secret, token_for, user_id, issuer, audience):
        self._token, self._secret, self._token_for = token, secret, token_for
        claims = {"userId": user_id, "role": "service", "iss": issuer, "aud": audience}
        self._claims = {name: value for name, value in claims.items() if value is not None}
        self._kept = {}
        self._lock = threading.Lock()

    @property
    def renewable(self):
        return self._token is None

    def forget(self, tenant):
        with self._lock:
            self._kept.pop(tenant, None)

    def of(self, tenant):
        if self._token is not None:
            return self._token
        now = time.time()
        with self._lock:
            token, until = self._kept.get(tenant, ("", 0))
        if now < until:
            return token
        token = self._sign(tenant, int(now)) if self._secret is not None else self._token_for(tenant)
        with self._lock:
            if len(self._kept) >= MAX_TOKENS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[tenant] = token, float(_claims(token).get("exp", now + TOKEN_LIFETIME)) - TOKEN_RENEWAL
        return token

    def _sign(self, tenant, now):
        claims = {**self._claims, "tenantId": tenant, "iat": now, "exp": now + TOKEN_LIFETIME}
        signed = _base64url(b'{"alg":"HS256","typ":"JWT"}') + "." + _base64url(_json(claims).encode())
        return signed + "." + _base64url(hmac.new(self._secret.encode(), signed.encode(), hashlib.sha256).digest())


def _take_batch(entries):
    batch, size = [], 0
    while entries and len(batch) < MAX_BATCH_EVENTS and (not batch or size + entries[0].size <= MAX_BATCH_BYTES):
        size += entries[0].size
        batch.append(entries.popleft())
    return batch


def _names(rooms):
    return (rooms,) if isinstance(rooms, str) else tuple(dict.fromkeys(str(room) for room in rooms))


def _json(value):
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)
    # UTF-8 has no half of a surrogate pair; Python's escape for it is also JSON's.
    return text.encode("utf-8", "backslashreplace").decode()


def _plain(value):
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise _Unsendable("binary")
    raise TypeError


def _encode(args):
    try:
        return _json(args)
    except (TypeError, ValueError, RecursionError):
        raise _Unsendable("not-json") from None


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _claims(token):
    """The claims of a token, unverified; none if it is not a JWT."""
    try:
        part = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (IndexError, ValueError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _tenant_of_token(token):
    claims = _claims(token)
    for name in ("tenantId", "tenant_id", "diagnostic_id"):
        if claims.get(name) not in (None, ""):
            return str(claims[name])
    return None


def _object(data):
    try:
        value = json.loads(data)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _wait_of(header):
    """The seconds of a Retry-After header: a number or a date; 0 without one."""
    if header is None:
        return 0.0
    if header.isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0
