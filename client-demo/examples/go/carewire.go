// Emits events from a Go back end to the clients that CareWire serves. This file needs only the standard library of Go 1.19: copy it
// into a package of yours.

package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	crand "crypto/rand"
	"crypto/sha256"
	"encoding"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	maxBatchEvents    = 100
	maxBatchBytes     = 500_000
	maxAnswerBytes    = 16_777_216
	maxTokens         = 1_000
	tokenLifetime     = 5 * time.Minute
	tokenRenewal      = time.Minute
	firstPause        = 250 * time.Millisecond
	lastPause         = 15 * time.Second
	longestRetryAfter = 5 * time.Minute
	attemptsAfter500  = 5
	logInterval       = 10 * time.Second
	shortestAsk       = 100 * time.Millisecond
	longestAsk        = 30 * time.Second
)

// Options of an emitter. URL, Family and exactly one of Token, Secret and TokenFor are required.
type Options struct {
	URL      string                                                   // address of CareWire, with a base path if a proxy adds one
	Family   string                                                   // derm-app, clinic, keneyapp, healthmate or diagnoxix
	Token    string                                                   // token of one tenant, with the role service
	Secret   string                                                   // CareWire's auth.secret: signs a token for each tenant
	TokenFor func(ctx context.Context, tenant string) (string, error) // supplies tokens
	Tenants  []string                                                 // tenants that receive an event without a room

	// TenantOf finds the tenant of a room whose name does not contain it; "" if there is none. Later events wait for it. Calls
	// about sockets use it on their own goroutines.
	TenantOf func(ctx context.Context, room, event string, args []any) (string, error)

	OnDropped        func(Drop)    // receives each dropped event, from any goroutine
	UserID           string        // user of signed tokens; default back-end
	Issuer, Audience string        // of signed tokens; default none
	MaxEvents        int           // events that wait; default 10,000
	MaxBytes         int           // bytes that wait, and of the largest event; default 16 MiB
	MaxAge           time.Duration // age after which an event is no longer retried; default 10 minutes
	Timeout          time.Duration // time for one request, TenantOf and TokenFor; default 10 s
}

// Drop is an event that no client will receive. Reason is no-tenant, rejected, full, expired, volatile, closed, binary, not-json or
// reserved-name.
type Drop struct {
	Reason, Event  string
	Rooms          []string
	Tenant, Detail string
}

// Emitter sends the events of one back end, in the order of the calls and in batches. It repeats a request under its idempotency key
// until CareWire accepts it. Any goroutine may use it; Emit does not block, Flush, Close and the calls about sockets do.
type Emitter struct {
	options    Options
	api        string
	onlyTenant string
	client     *http.Client

	tokenMutex sync.Mutex
	tokens     map[string]keptToken

	mutex   sync.Mutex
	changed chan struct{} // closed and replaced at each change
	intake  []*entry
	lanes   map[string]*lane
	events  int
	bytes   int
	closed  bool
	context context.Context
	cancel  context.CancelFunc

	logMutex         sync.Mutex
	unreachableSince time.Time
	dropLog          map[string]*dropCount
}

// Target addresses rooms by their names on the family's wire. Its methods return another Target.
type Target struct {
	emitter       *Emitter
	rooms, except []string
	volatile      bool
}

type entry struct {
	event         string
	rooms, except []string
	args          []any
	argsText      []byte
	text          []byte // of the event as CareWire receives it, once its tenant is known
	volatile      bool
	since         time.Time
}

func (e *entry) size() int {
	return len(e.text) + len(e.argsText)
}

// lane is what waits for one tenant. A batch stays until it is delivered or dropped; its body never changes.
type lane struct {
	batches []*batch
	entries []*entry
}

type batch struct {
	entries []*entry
	key     string
	attempt int
	due     time.Time
	renewed bool
}

type keptToken struct {
	token string
	until time.Time
}

type dropCount struct {
	logged time.Time
	more   int
}

type answer struct {
	Success *bool  `json:"success"` // nil in a page of a proxy
	Code    string `json:"code"`
	Error   string `json:"error"`
}

var (
	jsonMarshaler = reflect.TypeOf((*json.Marshaler)(nil)).Elem()
	textMarshaler = reflect.TypeOf((*encoding.TextMarshaler)(nil)).Elem()

	families    = map[string]bool{"derm-app": true, "clinic": true, "keneyapp": true, "healthmate": true, "diagnoxix": true}
	reserved    = map[string]bool{"connect": true, "connect_error": true, "disconnect": true, "disconnecting": true, "newListener": true, "removeListener": true}
	temporary   = map[int]bool{408: true, 425: true, 429: true, 502: true, 503: true, 504: true}
	divisible   = map[int]bool{400: true, 413: true, 422: true, 500: true}
	byTenant    = []*regexp.Regexp{regexp.MustCompile(`^tenant:(.+)$`)}
	tenantRooms = map[string][]*regexp.Regexp{
		"derm-app": {
			regexp.MustCompile(`^tenant:(.+?)(?::module:[^:]+)?$`),
			regexp.MustCompile(`^(?:patient-flow|room-board|provider-queue):([^:]+)`),
		},
		"clinic": {regexp.MustCompile(`^(?:tenant|queue|appointments|visits|prescriptions|invoices|patients):(.+)$`)},
	}
)

// NewEmitter starts an emitter; Close ends it. The error names a missing or invalid option.
func NewEmitter(options Options) (*Emitter, error) {
	address, err := url.Parse(options.URL)
	if err != nil || (address.Scheme != "http" && address.Scheme != "https") {
		return nil, errors.New("URL: invalid (expected: http://… or https://…)")
	}
	if !families[options.Family] {
		return nil, errors.New("Family: unknown (expected: derm-app, clinic, keneyapp, healthmate or diagnoxix)")
	}
	credentials := 0
	for _, given := range []bool{options.Token != "", options.Secret != "", options.TokenFor != nil} {
		if given {
			credentials++
		}
	}
	if credentials != 1 {
		return nil, errors.New("credentials: none or several (expected: exactly one of Token, Secret and TokenFor)")
	}
	if options.Secret != "" && len(options.Secret) < 32 {
		return nil, errors.New("Secret: too short (expected: at least 32 bytes)")
	}
	if options.MaxEvents < 0 || options.MaxBytes < 0 || options.MaxAge < 0 || options.Timeout < 0 {
		return nil, errors.New("limits: negative (expected: 0 for the default, or more)")
	}
	emitter := &Emitter{
		api:     strings.TrimRight(options.URL, "/") + "/api/v1/",
		tokens:  map[string]keptToken{},
		changed: make(chan struct{}),
		lanes:   map[string]*lane{},
		dropLog: map[string]*dropCount{},
	}
	setDefault(&options.UserID, "back-end")
	setDefault(&options.MaxEvents, 10_000)
	setDefault(&options.MaxBytes, 16<<20)
	setDefault(&options.MaxAge, 10*time.Minute)
	setDefault(&options.Timeout, 10*time.Second)
	if options.Token != "" {
		emitter.onlyTenant = tenantOfToken(options.Token)
		if emitter.onlyTenant == "" && len(options.Tenants) == 1 {
			emitter.onlyTenant = options.Tenants[0]
		}
		if emitter.onlyTenant == "" {
			return nil, errors.New("Token: names no tenant (expected: a claim tenantId, or one of Tenants)")
		}
		options.Tenants = []string{emitter.onlyTenant}
	}
	emitter.options = options
	emitter.client = &http.Client{}
	emitter.context, emitter.cancel = context.WithCancel(context.Background())
	go emitter.run()
	return emitter, nil
}

func setDefault[T comparable](option *T, value T) {
	var zero T
	if *option == zero {
		*option = value
	}
}

// To addresses rooms; without rooms, an event reaches all of Options.Tenants.
func (e *Emitter) To(rooms ...string) Target {
	return Target{emitter: e, rooms: union(nil, rooms)}
}

// Emit sends an event to all of Options.Tenants.
func (e *Emitter) Emit(event string, args ...any) {
	e.To().Emit(event, args...)
}

// To addresses more rooms. A client in several of them receives the event once.
func (t Target) To(rooms ...string) Target {
	t.rooms = union(t.rooms, rooms)
	return t
}

// Except leaves out the clients in these rooms.
func (t Target) Except(rooms ...string) Target {
	t.except = union(t.except, rooms)
	return t
}

// Volatile marks an event that may be missed.
func (t Target) Volatile() Target {
	t.volatile = true
	return t
}

// Emit sends an event with JSON arguments; in families on plain WebSocket the frame, whose type is the event. It never blocks and never fails; the emitter reports what it drops.
func (t Target) Emit(event string, args ...any) {
	e := t.emitter
	if reserved[event] {
		e.drop(Drop{Reason: "reserved-name", Event: event, Rooms: t.rooms})
		return
	}
	if args == nil {
		args = []any{}
	}
	text, err := encode(args)
	if err != nil {
		e.drop(Drop{Reason: "not-json", Event: event, Rooms: t.rooms})
		return
	}
	// After encoding, which refuses cycles.
	if containsBytes(reflect.ValueOf(args)) {
		e.drop(Drop{Reason: "binary", Event: event, Rooms: t.rooms})
		return
	}
	one := &entry{event: event, rooms: t.rooms, except: t.except, args: args, argsText: text, volatile: t.volatile, since: time.Now()}
	var drops []Drop
	e.mutex.Lock()
	if e.closed {
		drops = append(drops, Drop{Reason: "closed", Event: event, Rooms: t.rooms})
	} else if one.size() > e.options.MaxBytes {
		drops = append(drops, Drop{Reason: "full", Event: event, Rooms: t.rooms})
	} else {
		e.intake = append(e.intake, one)
		e.count(one, 1)
		drops = e.makeRoom()
		e.announce()
	}
	e.mutex.Unlock()
	e.drop(drops...)
}

// Flush waits until CareWire has accepted what was emitted, and returns whether it has, within the time.
func (e *Emitter) Flush(timeout time.Duration) bool {
	return e.await(context.Background(), timeout, func() bool { return e.events == 0 })
}

// await waits for a condition, which holds the mutex, and returns whether it came true within the time.
func (e *Emitter) await(ctx context.Context, timeout time.Duration, condition func() bool) bool {
	deadline := time.After(timeout)
	for {
		e.mutex.Lock()
		reached, changed := condition(), e.changed
		e.mutex.Unlock()
		if reached {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		case <-deadline:
			return false
		}
	}
}

// Close flushes for at most the timeout and drops the rest.
func (e *Emitter) Close(timeout time.Duration) {
	e.Flush(timeout)
	e.cancel()
	e.mutex.Lock()
	e.closed = true
	waiting := e.intake
	for _, lane := range e.lanes {
		for _, batch := range lane.batches {
			waiting = append(waiting, batch.entries...)
		}
		waiting = append(waiting, lane.entries...)
	}
	e.intake, e.lanes, e.events, e.bytes = nil, map[string]*lane{}, 0, 0
	e.announce()
	e.mutex.Unlock()
	for _, entry := range waiting {
		e.drop(Drop{Reason: "closed", Event: entry.event, Rooms: entry.rooms})
	}
}

// Reply is the answer of one client to a question.
type Reply struct {
	SocketID string            `json:"socketId"`
	Args     []json.RawMessage `json:"args"`
}

// Socket is a connected client.
type Socket struct {
	ID          string    `json:"id"`
	UserID      string    `json:"userId"`
	TenantID    string    `json:"tenantId"`
	Name        string    `json:"name"`
	Roles       []string  `json:"roles"`
	Rooms       []string  `json:"rooms"`
	ConnectedAt time.Time `json:"connectedAt"`
}

// CallError is a call about sockets without a result. Reason is no-tenant, behind (CareWire did not accept earlier events in time),
// closed, binary, not-json, reserved-name, canceled, unreachable or rejected. Status and Code belong to CareWire's rejection.
type CallError struct {
	Reason, Detail, Code string
	Status               int
}

func (e *CallError) Error() string {
	return strings.TrimSuffix("carewire: "+e.Reason+": "+e.Detail, ": ")
}

// Ask sends an event and returns the clients' replies and the number of clients that did not reply within the time, 100 ms to 30 s.
// Events emitted before arrive before. Without rooms, it asks the staff of all Options.Tenants. The error is a *CallError.
func (t Target) Ask(ctx context.Context, timeout time.Duration, event string, args ...any) (replies []Reply, missing int, err error) {
	if reserved[event] {
		return nil, 0, &CallError{Reason: "reserved-name"}
	}
	if args == nil {
		args = []any{}
	}
	text, err := encode(args)
	if err != nil {
		return nil, 0, &CallError{Reason: "not-json"}
	}
	if containsBytes(reflect.ValueOf(args)) {
		return nil, 0, &CallError{Reason: "binary"}
	}
	if timeout < shortestAsk {
		timeout = shortestAsk
	}
	if timeout > longestAsk {
		timeout = longestAsk
	}
	fields := map[string]any{"event": event, "args": json.RawMessage(text), "timeoutMs": timeout.Milliseconds()}
	err = t.call(ctx, socketCall{"ask", event, args, fields, timeout}, func(content []byte) bool {
		var body struct {
			Answers *[]Reply `json:"answers"`
			Missing int      `json:"missing"`
		}
		if json.Unmarshal(content, &body) != nil || body.Answers == nil {
			return false
		}
		replies = append(replies, *body.Answers...)
		missing += body.Missing
		return true
	})
	return replies, missing, err
}

// FetchSockets returns the connected clients, and whether CareWire listed only a part of them. Without rooms, they are those of all
// Options.Tenants. The error is a *CallError.
func (t Target) FetchSockets(ctx context.Context) (sockets []Socket, truncated bool, err error) {
	err = t.call(ctx, socketCall{verb: "fetch", event: "fetch"}, func(content []byte) bool {
		var body struct {
			Sockets   *[]Socket `json:"sockets"`
			Truncated bool      `json:"truncated"`
		}
		if json.Unmarshal(content, &body) != nil || body.Sockets == nil {
			return false
		}
		sockets = append(sockets, *body.Sockets...)
		truncated = truncated || body.Truncated
		return true
	})
	return sockets, truncated, err
}

// SocketsJoin puts clients into rooms and returns their number. The error is a *CallError.
func (t Target) SocketsJoin(ctx context.Context, rooms ...string) (int, error) {
	return t.move(ctx, "join", map[string]any{"rooms": rooms})
}

// SocketsLeave removes clients from rooms and returns their number. The error is a *CallError.
func (t Target) SocketsLeave(ctx context.Context, rooms ...string) (int, error) {
	return t.move(ctx, "leave", map[string]any{"rooms": rooms})
}

// DisconnectSockets ends the sessions of clients, with closeTransport also their transports, and returns their number. The error is a
// *CallError.
func (t Target) DisconnectSockets(ctx context.Context, closeTransport bool) (int, error) {
	return t.move(ctx, "disconnect", map[string]any{"close": closeTransport})
}

func (t Target) move(ctx context.Context, verb string, fields map[string]any) (count int, err error) {
	err = t.call(ctx, socketCall{verb: verb, event: verb, fields: fields}, func(content []byte) bool {
		var body struct {
			Sockets *int `json:"sockets"`
		}
		if json.Unmarshal(content, &body) != nil || body.Sockets == nil {
			return false
		}
		count += *body.Sockets
		return true
	})
	return count, err
}

// socketCall is a request to /api/v1/sockets/verb; clients have the time wait for their replies.
type socketCall struct {
	verb, event string
	args        []any
	fields      map[string]any
	wait        time.Duration
}

// call sends one request for each tenant, one after the other, behind the events of that tenant that were emitted before.
func (t Target) call(ctx context.Context, one socketCall, read func(content []byte) bool) error {
	e, mark := t.emitter, time.Now()
	tenants, byTenant, err := t.tenants(one)
	if err != nil {
		return err
	}
	for _, tenant := range tenants {
		key := "in"
		if one.verb == "ask" {
			key = "to"
		}
		content := map[string]any{"family": e.options.Family, key: byTenant[tenant], "except": e.exceptIn(tenant, t.except)}
		for name, value := range one.fields {
			content[name] = value
		}
		text, err := encode(content)
		if err != nil {
			return &CallError{Reason: "not-json"}
		}
		sent := e.await(ctx, e.options.Timeout, func() bool { return e.closed || e.sentUntil(tenant, mark) })
		if ended := e.ended(ctx); ended != nil {
			return ended
		}
		if !sent {
			return &CallError{Reason: "behind"}
		}
		answered, err := e.request(ctx, tenant, "sockets/"+one.verb, text, one.wait+e.options.Timeout)
		if err != nil {
			return err
		}
		if !read(answered) {
			return &CallError{Reason: "unreachable", Detail: "no answer of CareWire"}
		}
	}
	return nil
}

// tenants finds the tenants of a call, in the order of the rooms, and the rooms of each.
func (t Target) tenants(one socketCall) (tenants []string, rooms map[string][]string, err error) {
	e, rooms := t.emitter, map[string][]string{}
	if len(t.rooms) == 0 {
		for _, tenant := range e.options.Tenants {
			rooms[tenant] = []string{}
		}
		tenants = e.options.Tenants
	}
	for _, room := range t.rooms {
		tenant, detail := e.tenantOf(room, one.event, one.args)
		if tenant == "" {
			return nil, nil, &CallError{Reason: "no-tenant", Detail: detail}
		}
		if rooms[tenant] == nil {
			tenants = append(tenants, tenant)
		}
		rooms[tenant] = append(rooms[tenant], room)
	}
	if len(tenants) == 0 {
		return nil, nil, &CallError{Reason: "no-tenant", Detail: "without a room, and there are no Tenants"}
	}
	return tenants, rooms, nil
}

// sentUntil tells whether no event from before a moment waits for a tenant or has an unknown one. The caller holds the mutex.
func (e *Emitter) sentUntil(tenant string, mark time.Time) bool {
	waiting := e.intake
	if len(waiting) > 0 && !waiting[0].since.After(mark) {
		return false
	}
	lane := e.lanes[tenant]
	if lane == nil {
		return true
	}
	waiting = lane.entries
	if len(lane.batches) > 0 {
		waiting = lane.batches[0].entries
	}
	return len(waiting) == 0 || waiting[0].since.After(mark)
}

// ended returns an error if the emitter or the context of a call has ended.
func (e *Emitter) ended(ctx context.Context) error {
	if e.context.Err() != nil {
		return &CallError{Reason: "closed"}
	}
	if ctx.Err() != nil {
		return &CallError{Reason: "canceled"}
	}
	return nil
}

// request repeats a request once: with another token after 401, or when CareWire is less busy.
func (e *Emitter) request(ctx context.Context, tenant, path string, body []byte, timeout time.Duration) ([]byte, error) {
	for repeated := false; ; repeated = true {
		status, retryAfter, content, err := e.post(ctx, tenant, path, body, timeout)
		if ended := e.ended(ctx); err != nil && ended != nil {
			return nil, ended
		}
		if err != nil {
			return nil, &CallError{Reason: "unreachable", Detail: causeOf(err)}
		}
		if status >= 200 && status < 300 {
			return content, nil
		}
		pause := retryAfter
		if pause < firstPause {
			pause = firstPause
		}
		busy := status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
		switch {
		case !repeated && status == http.StatusUnauthorized && e.options.Token == "":
			e.forgetToken(tenant)
		case repeated || !busy || pause > e.options.Timeout:
			refusal := answerOf(content)
			return nil, &CallError{"rejected", refusal.detail(status), refusal.Code, status}
		default:
			timer := time.NewTimer(pause)
			select {
			case <-timer.C:
			case <-ctx.Done():
			case <-e.context.Done():
			}
			timer.Stop()
		}
	}
}

// The backlog. The caller holds the mutex.

func (e *Emitter) announce() {
	close(e.changed)
	e.changed = make(chan struct{})
}

func (e *Emitter) count(one *entry, sign int) {
	e.events += sign
	e.bytes += sign * one.size()
}

// makeRoom drops the oldest waiting events of the tenant with most of them.
func (e *Emitter) makeRoom() (drops []Drop) {
	for e.events > e.options.MaxEvents || e.bytes > e.options.MaxBytes {
		tenant, source := "", &e.intake
		for name, lane := range e.lanes {
			if len(lane.entries) > 0 && (source == &e.intake || len(lane.entries) > len(*source)) {
				tenant, source = name, &lane.entries
			}
		}
		if len(*source) == 0 {
			break
		}
		oldest := (*source)[0]
		*source = (*source)[1:]
		e.count(oldest, -1)
		if lane := e.lanes[tenant]; lane != nil && len(lane.batches) == 0 && len(lane.entries) == 0 {
			delete(e.lanes, tenant)
		}
		drops = append(drops, Drop{Reason: "full", Event: oldest.event, Rooms: oldest.rooms, Tenant: tenant})
	}
	return drops
}

// nextDue finds the tenant whose next request is due first.
func (e *Emitter) nextDue() (tenant string, next *batch) {
	for name, lane := range e.lanes {
		if len(lane.batches) == 0 && len(lane.entries) > 0 {
			lane.batches = []*batch{{entries: lane.takeBatch(), key: newKey(), due: time.Now()}}
		}
		if len(lane.batches) > 0 && (next == nil || lane.batches[0].due.Before(next.due)) {
			tenant, next = name, lane.batches[0]
		}
	}
	return tenant, next
}

func (l *lane) takeBatch() []*entry {
	count, size := 0, 0
	for count < len(l.entries) && count < maxBatchEvents {
		size += l.entries[count].size()
		if count > 0 && size > maxBatchBytes {
			break
		}
		count++
	}
	taken := l.entries[:count:count]
	l.entries = l.entries[count:]
	return taken
}

// The emitter's goroutine.

func (e *Emitter) run() {
	for {
		e.mutex.Lock()
		if e.closed {
			e.mutex.Unlock()
			return
		}
		var one *entry
		var tenant string
		var next *batch
		if len(e.intake) > 0 {
			one = e.intake[0]
		} else {
			tenant, next = e.nextDue()
		}
		changed := e.changed
		e.mutex.Unlock()
		switch {
		case one != nil:
			e.route(one)
		case next == nil:
			<-changed
		case time.Until(next.due) > 0:
			timer := time.NewTimer(time.Until(next.due))
			select {
			case <-changed:
			case <-timer.C:
			}
			timer.Stop()
		default:
			e.attempt(tenant, next)
		}
	}
}

// route moves an event from the intake to the lanes of its tenants.
func (e *Emitter) route(one *entry) {
	rooms := map[string][]string{}
	var drops []Drop
	lost := func(names []string, detail string) {
		drops = append(drops, Drop{Reason: "no-tenant", Event: one.event, Rooms: names, Detail: detail})
	}
	if len(one.rooms) == 0 {
		for _, tenant := range e.options.Tenants {
			rooms[tenant] = []string{"tenant:" + tenant}
		}
		if len(rooms) == 0 {
			lost(nil, "without a room, and there are no Tenants")
		}
	}
	for _, room := range one.rooms {
		if tenant, detail := e.tenantOf(room, one.event, one.args); tenant == "" {
			lost([]string{room}, detail)
		} else {
			rooms[tenant] = append(rooms[tenant], room)
		}
	}
	e.mutex.Lock()
	if len(e.intake) > 0 && e.intake[0] == one {
		e.intake = e.intake[1:]
		e.count(one, -1)
		for tenant, names := range rooms {
			drops = append(drops, e.append(tenant, names, one)...)
		}
		e.announce()
	}
	e.mutex.Unlock()
	e.drop(drops...)
}

// append adds an event to the lane of a tenant and returns what has to make room, or the event itself if it is too large.
func (e *Emitter) append(tenant string, rooms []string, one *entry) []Drop {
	delivery := "logged"
	if one.volatile {
		delivery = "volatile"
	}
	text, err := encode(struct {
		Family   string          `json:"family"`
		To       []string        `json:"to"`
		Except   []string        `json:"except"`
		Event    string          `json:"event"`
		Delivery string          `json:"delivery"`
		Args     json.RawMessage `json:"args"`
	}{e.options.Family, rooms, e.exceptIn(tenant, one.except), one.event, delivery, one.argsText})
	if err != nil {
		panic(err) // The arguments were encoded before.
	}
	routed := &entry{event: one.event, rooms: rooms, text: text, volatile: one.volatile, since: one.since}
	if routed.size() > e.options.MaxBytes {
		return []Drop{{Reason: "full", Event: one.event, Rooms: rooms, Tenant: tenant}}
	}
	if e.lanes[tenant] == nil {
		e.lanes[tenant] = &lane{}
	}
	e.lanes[tenant].entries = append(e.lanes[tenant].entries, routed)
	e.count(routed, 1)
	return e.makeRoom()
}

// exceptIn leaves out the rooms of other tenants.
func (e *Emitter) exceptIn(tenant string, rooms []string) []string {
	except := []string{}
	for _, room := range rooms {
		if named := e.namedTenant(room); named == "" || named == tenant {
			except = append(except, room)
		}
	}
	return except
}

func (e *Emitter) namedTenant(room string) string {
	patterns, found := tenantRooms[e.options.Family]
	if !found {
		patterns = byTenant
	}
	for _, pattern := range patterns {
		if match := pattern.FindStringSubmatch(room); match != nil {
			return match[1]
		}
	}
	return ""
}

func (e *Emitter) tenantOf(room, event string, args []any) (tenant, detail string) {
	named := e.namedTenant(room)
	switch {
	case e.onlyTenant != "" && (named == "" || named == e.onlyTenant):
		return e.onlyTenant, ""
	case e.onlyTenant != "":
		return "", "the token is of another tenant"
	case named != "":
		return named, ""
	case e.options.TenantOf == nil:
		return "", "the room names no tenant, and there is no TenantOf"
	}
	ctx, cancel := context.WithTimeout(e.context, e.options.Timeout)
	defer cancel()
	err := guarded("TenantOf", func() (err error) {
		tenant, err = e.options.TenantOf(ctx, room, event, args)
		return err
	})
	if err != nil {
		return "", "TenantOf failed"
	}
	return tenant, "TenantOf knows none"
}

// guarded calls a function of the back end. A panic becomes an error; its text may hold data of patients, so the log has only the name.
func guarded(name string, call func() error) (err error) {
	defer func() {
		if recover() != nil {
			log.Printf("carewire: %s panicked", name)
			err = errors.New(name + " panicked")
		}
	}()
	return call()
}

func (e *Emitter) attempt(tenant string, next *batch) {
	status, retryAfter, content, err := e.post(e.context, tenant, "emit", next.body(), e.options.Timeout)
	switch {
	case err != nil:
		e.retry(tenant, next, causeOf(err), 0)
	case status >= 200 && status < 300 && answerOf(content).isSuccess():
		e.reportReachable()
		e.finish(tenant, next, "", "")
	case status >= 200 && status < 300 && answerOf(content).Success == nil:
		e.retry(tenant, next, fmt.Sprintf("HTTP %d, no answer of CareWire", status), 0)
	case status == http.StatusUnauthorized && e.options.Token == "" && !next.renewed:
		next.renewed = true
		e.forgetToken(tenant)
	case temporary[status],
		status == http.StatusConflict && retryAfter > 0, // The first request under the key is still running.
		status == http.StatusInternalServerError && next.attempt+1 < attemptsAfter500:
		e.retry(tenant, next, fmt.Sprintf("HTTP %d", status), retryAfter)
	case divisible[status] && len(next.entries) > 1:
		e.divide(tenant, next)
	default:
		e.finish(tenant, next, "rejected", answerOf(content).detail(status))
	}
}

// divide replaces a batch by its halves, since an event of it is invalid.
func (e *Emitter) divide(tenant string, whole *batch) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if lane := e.lanes[tenant]; lane != nil {
		middle := len(whole.entries) / 2
		halves := []*batch{
			{entries: whole.entries[:middle:middle], key: newKey()},
			{entries: whole.entries[middle:], key: newKey()},
		}
		lane.batches = append(halves, lane.batches[1:]...)
	}
}

func (e *Emitter) retry(tenant string, next *batch, cause string, retryAfter time.Duration) {
	if e.context.Err() != nil {
		return
	}
	e.reportUnreachable(cause)
	if time.Since(next.entries[len(next.entries)-1].since) >= e.options.MaxAge {
		e.finish(tenant, next, "expired", "")
		return
	}
	pause := lastPause
	if next.attempt < 6 {
		pause = firstPause << next.attempt
	}
	pause = pause/2 + time.Duration(rand.Int63n(int64(pause/2)))
	if retryAfter > longestRetryAfter {
		retryAfter = longestRetryAfter
	}
	if retryAfter > pause {
		pause = retryAfter
	}
	var drops []Drop
	e.mutex.Lock()
	next.attempt++
	next.due = time.Now().Add(pause)
	if lane := e.lanes[tenant]; lane != nil {
		var kept []*entry
		for _, one := range lane.entries {
			if one.volatile {
				e.count(one, -1)
				drops = append(drops, Drop{Reason: "volatile", Event: one.event, Rooms: one.rooms, Tenant: tenant})
			} else {
				kept = append(kept, one)
			}
		}
		lane.entries = kept
	}
	e.mutex.Unlock()
	e.drop(drops...)
}

// finish ends a batch: delivered, or dropped for a reason.
func (e *Emitter) finish(tenant string, done *batch, reason, detail string) {
	e.mutex.Lock()
	lane := e.lanes[tenant]
	if lane == nil {
		e.mutex.Unlock()
		return
	}
	lane.batches = lane.batches[1:]
	if len(lane.batches) == 0 && len(lane.entries) == 0 {
		delete(e.lanes, tenant)
	}
	for _, one := range done.entries {
		e.count(one, -1)
	}
	e.announce()
	e.mutex.Unlock()
	if reason != "" {
		for _, one := range done.entries {
			e.drop(Drop{Reason: reason, Event: one.event, Rooms: one.rooms, Tenant: tenant, Detail: detail})
		}
	}
}

func (b *batch) body() []byte {
	texts := make([][]byte, len(b.entries))
	for i, one := range b.entries {
		texts[i] = one.text
	}
	body := append([]byte(`{"idempotencyKey":"`+b.key+`","events":[`), bytes.Join(texts, []byte(","))...)
	return append(body, "]}"...)
}

// post sends a JSON text, until the emitter or the context of the caller ends.
func (e *Emitter) post(
	caller context.Context, tenant, path string, body []byte, timeout time.Duration,
) (status int, retryAfter time.Duration, content []byte, err error) {
	ctx, cancel := context.WithTimeout(caller, timeout)
	defer cancel()
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-e.context.Done():
			cancel()
		case <-done:
		}
	}()
	token, err := e.token(ctx, tenant)
	if err != nil {
		return 0, 0, nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, e.api+path, bytes.NewReader(body))
	if err != nil {
		return 0, 0, nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	response, err := e.client.Do(request)
	if err != nil {
		return 0, 0, nil, err
	}
	defer response.Body.Close()
	content, err = io.ReadAll(io.LimitReader(response.Body, maxAnswerBytes))
	if err != nil {
		return 0, 0, nil, err
	}
	return response.StatusCode, waitOf(response.Header.Get("Retry-After")), content, nil
}

// answerOf reads an answer; a proxy's page is not JSON and has no fields.
func answerOf(content []byte) (read answer) {
	_ = json.Unmarshal(content, &read)
	return read
}

func (a answer) isSuccess() bool {
	return a.Success != nil && *a.Success
}

func (a answer) detail(status int) string {
	return strings.TrimSpace(fmt.Sprintf("HTTP %d %s %s", status, a.Code, a.Error))
}

func (e *Emitter) forgetToken(tenant string) {
	e.tokenMutex.Lock()
	defer e.tokenMutex.Unlock()
	delete(e.tokens, tenant)
}

func (e *Emitter) token(ctx context.Context, tenant string) (string, error) {
	if e.options.Token != "" {
		return e.options.Token, nil
	}
	now := time.Now()
	e.tokenMutex.Lock()
	kept, found := e.tokens[tenant]
	e.tokenMutex.Unlock()
	if found && now.Before(kept.until) {
		return kept.token, nil
	}
	token, err := e.newToken(ctx, tenant, now)
	if err != nil {
		return "", err
	}
	end := now.Add(tokenLifetime)
	if seconds, found := claimsOf(token)["exp"].(float64); found {
		end = time.Unix(int64(seconds), 0)
	}
	e.tokenMutex.Lock()
	defer e.tokenMutex.Unlock()
	if len(e.tokens) >= maxTokens {
		e.tokens = map[string]keptToken{}
	}
	e.tokens[tenant] = keptToken{token, end.Add(-tokenRenewal)}
	return token, nil
}

func (e *Emitter) newToken(ctx context.Context, tenant string, now time.Time) (string, error) {
	if e.options.TokenFor != nil {
		var token string
		err := guarded("TokenFor", func() (err error) {
			token, err = e.options.TokenFor(ctx, tenant)
			return err
		})
		return token, err
	}
	claims := map[string]any{
		"userId": e.options.UserID, "tenantId": tenant, "role": "service", "iat": now.Unix(), "exp": now.Add(tokenLifetime).Unix(),
	}
	for name, value := range map[string]string{"iss": e.options.Issuer, "aud": e.options.Audience} {
		if value != "" {
			claims[name] = value
		}
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signed := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + base64.RawURLEncoding.EncodeToString(body)
	signature := hmac.New(sha256.New, []byte(e.options.Secret))
	signature.Write([]byte(signed))
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature.Sum(nil)), nil
}

// Reports. Logs receive names, codes and counts, never rooms or arguments.

func (e *Emitter) drop(drops ...Drop) {
	for _, drop := range drops {
		if e.options.OnDropped != nil {
			_ = guarded("OnDropped", func() error {
				e.options.OnDropped(drop)
				return nil
			})
		}
		e.logDrop(drop)
	}
}

func (e *Emitter) logDrop(drop Drop) {
	e.logMutex.Lock()
	defer e.logMutex.Unlock()
	count := e.dropLog[drop.Reason]
	if count == nil {
		count = &dropCount{}
		e.dropLog[drop.Reason] = count
	}
	if time.Since(count.logged) < logInterval {
		count.more++
		return
	}
	log.Printf("carewire: dropped %s: %s %s (%d more since the last line)", drop.Event, drop.Reason, drop.Detail, count.more)
	count.logged, count.more = time.Now(), 0
}

func (e *Emitter) reportUnreachable(cause string) {
	e.logMutex.Lock()
	defer e.logMutex.Unlock()
	if e.unreachableSince.IsZero() {
		e.unreachableSince = time.Now()
		log.Printf("carewire: CareWire does not accept events (%s); the emitter keeps them and retries", cause)
	}
}

func (e *Emitter) reportReachable() {
	e.logMutex.Lock()
	defer e.logMutex.Unlock()
	if !e.unreachableSince.IsZero() {
		log.Printf("carewire: CareWire accepts events again, after %s", time.Since(e.unreachableSince).Round(time.Second))
		e.unreachableSince = time.Time{}
	}
}

// causeOf names an error without its address or text.
func causeOf(err error) string {
	var number syscall.Errno
	switch {
	case errors.As(err, &number):
		return number.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	}
	return "no answer"
}

func union(rooms, more []string) []string {
	all := append([]string{}, rooms...)
	for _, room := range more {
		known := false
		for _, other := range all {
			known = known || other == room
		}
		if !known {
			all = append(all, room)
		}
	}
	return all
}

// containsBytes finds byte slices in the maps and slices of arguments, which JSON would turn into a text. It leaves out what encodes
// itself, such as a UUID, and arrays of bytes, which JSON writes as numbers.
func containsBytes(v reflect.Value) bool {
	for v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() || encodesItself(v.Type()) || v.CanAddr() && encodesItself(reflect.PointerTo(v.Type())) {
		return false
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		item := v.Type().Elem()
		if item.Kind() == reflect.Uint8 && !encodesItself(reflect.PointerTo(item)) {
			return v.Kind() == reflect.Slice
		}
		for i := 0; i < v.Len(); i++ {
			if containsBytes(v.Index(i)) {
				return true
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if containsBytes(v.MapIndex(key)) {
				return true
			}
		}
	}
	return false
}

// encodesItself tells whether a type has its own JSON or text.
func encodesItself(t reflect.Type) bool {
	return t.Implements(jsonMarshaler) || t.Implements(textMarshaler)
}

// encode writes JSON without HTML escapes.
func encode(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), nil
}

func newKey() string {
	key := make([]byte, 16)
	if _, err := crand.Read(key); err != nil {
		panic(err)
	}
	return hex.EncodeToString(key)
}

// claimsOf reads the claims of a token, unverified; none if it is not a JWT.
func claimsOf(token string) map[string]any {
	var claims map[string]any
	if parts := strings.Split(token, "."); len(parts) > 1 {
		if body, err := base64.RawURLEncoding.DecodeString(parts[1]); err == nil {
			_ = json.Unmarshal(body, &claims)
		}
	}
	return claims
}

func tenantOfToken(token string) string {
	claims := claimsOf(token)
	for _, name := range []string{"tenantId", "tenant_id", "diagnostic_id"} {
		switch tenant := claims[name].(type) {
		case string:
			if tenant != "" {
				return tenant
			}
		case float64:
			return strconv.FormatFloat(tenant, 'f', -1, 64)
		}
	}
	return ""
}

// waitOf reads a Retry-After header: seconds or a date; 0 without one.
func waitOf(header string) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if moment, err := http.ParseTime(header); err == nil {
		return time.Until(moment)
	}
	return 0
}
