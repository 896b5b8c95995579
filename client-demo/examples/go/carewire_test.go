package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

const secret = "a secret of at least 32 bytes, for tests"

type sentEvent struct {
	Family, Event, Delivery string
	To, Except              []string
	Args                    []any
}

type call struct {
	path, token, text string
	events            []sentEvent
	at                time.Time
}

// standIn records requests and answers as a test asks.
type standIn struct {
	*httptest.Server
	mutex    sync.Mutex
	calls    []call
	accepted []sentEvent
	answer   func(one call, count int) int
	content  string // of an answer with status 200
}

func newStandIn(t *testing.T, listener net.Listener) *standIn {
	s := &standIn{answer: func(call, int) int { return 201 }}
	s.Server = httptest.NewUnstartedServer(s)
	if listener != nil {
		s.Listener.Close()
		s.Listener = listener
	}
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func (s *standIn) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	var body struct{ Events []sentEvent }
	if err := json.Unmarshal(text, &body); err != nil {
		panic(err)
	}
	one := call{r.URL.Path, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), string(text), body.Events, time.Now()}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.calls = append(s.calls, one)
	status := s.answer(one, len(s.calls))
	if status < 300 {
		s.accepted = append(s.accepted, body.Events...)
	}
	if status == 429 || status == 409 || status == 503 && one.events == nil {
		w.Header().Set("Retry-After", "1")
	}
	w.WriteHeader(status)
	if status == 200 {
		fmt.Fprint(w, s.content)
		return
	}
	if status == 201 {
		fmt.Fprint(w, `{"success":true,"data":{"events":[]}}`)
		return
	}
	fmt.Fprint(w, `{"success":false,"code":"CODE","error":"text"}`)
}

func (s *standIn) set(answer func(one call, count int) int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.answer = answer
}

func (s *standIn) names() (names []string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, event := range s.accepted {
		names = append(names, event.Event)
	}
	return names
}

func (s *standIn) count() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return len(s.calls)
}

type dropList struct {
	mutex sync.Mutex
	drops []string
}

func (d *dropList) add(drop Drop) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.drops = append(d.drops, drop.Event+" "+drop.Reason)
}

func (d *dropList) all() []string {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return append([]string{}, d.drops...)
}

func start(t *testing.T, options Options) (*Emitter, *dropList) {
	drops := &dropList{}
	options.OnDropped = drops.add
	if options.Family == "" {
		options.Family = "derm-app"
	}
	if options.Token == "" && options.TokenFor == nil {
		options.Secret = secret
	}
	emitter, err := NewEmitter(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { emitter.Close(0) })
	return emitter, drops
}

func flush(t *testing.T, emitter *Emitter) {
	t.Helper()
	if !emitter.Flush(10 * time.Second) {
		t.Fatal("not accepted within 10 s")
	}
}

func until(t *testing.T, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !condition(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not within 10 s")
		}
	}
}

func equal(t *testing.T, actual, expected any) {
	t.Helper()
	if !reflect.DeepEqual(actual, expected) {
		t.Fatalf("%v (expected: %v)", actual, expected)
	}
}

func TestSendsRoomsEventAndArgumentsAsTheyAre(t *testing.T) {
	server := newStandIn(t, nil)
	emitter, _ := start(t, Options{URL: server.URL + "/base/"})
	moment := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	emitter.To("tenant:1:module:mail").To("tenant:1", "tenant:1").Except("user:7", "tenant:2").Volatile().
		Emit("message:new", map[string]any{"text": "<ü>"}, nil, moment)
	flush(t, emitter)
	equal(t, server.accepted, []sentEvent{{
		"derm-app", "message:new", "volatile", []string{"tenant:1:module:mail", "tenant:1"}, []string{"user:7"},
		[]any{map[string]any{"text": "<ü>"}, nil, "2026-11-30T08:00:00Z"},
	}})
	equal(t, server.calls[0].path, "/base/api/v1/emit")
	if !strings.Contains(server.calls[0].text, `"<ü>"`) {
		t.Fatal(server.calls[0].text)
	}
}

func TestKeepsTheOrderInBatchesOfAHundred(t *testing.T) {
	server := newStandIn(t, nil)
	emitter, _ := start(t, Options{URL: server.URL, TenantOf: func(context.Context, string, string, []any) (string, error) { return "1", nil }})
	var expected []string
	for i := 0; i < 250; i++ {
		name := fmt.Sprintf("event-%d", i)
		expected = append(expected, name)
		emitter.To([]string{"tenant:1", "user:7"}[i%2]).Emit(name)
	}
	flush(t, emitter)
	equal(t, server.names(), expected)
	for _, one := range server.calls {
		if len(one.events) > 100 {
			t.Fatal(len(one.events))
		}
	}
}

func TestSignsATokenForEachTenant(t *testing.T) {
	server := newStandIn(t, nil)
	emitter, _ := start(t, Options{URL: server.URL, Tenants: []string{"1", "2"}, Issuer: "i", Audience: "a"})
	emitter.Emit("all")
	flush(t, emitter)
	tenants := map[any]bool{}
	for _, one := range server.calls {
		claims := claimsOf(one.token)
		tenants[claims["tenantId"]] = true
		equal(t, []any{claims["role"], claims["iss"], claims["aud"]}, []any{"service", "i", "a"})
		equal(t, claims["exp"].(float64)-claims["iat"].(float64), 300.0)
	}
	equal(t, tenants, map[any]bool{"1": true, "2": true})
}

func TestATokenServesItsOwnTenantAlone(t *testing.T) {
	server := newStandIn(t, nil)
	emitter, drops := start(t, Options{URL: server.URL, Token: "e30.eyJ0ZW5hbnRfaWQiOjV9."})
	emitter.To("user:7").Emit("a")
	emitter.To("tenant:6").Emit("b")
	flush(t, emitter)
	equal(t, server.names(), []string{"a"})
	until(t, func() bool { return len(drops.all()) == 1 })
	equal(t, drops.all(), []string{"b no-tenant"})
}

func TestAsksForAnotherTokenOnce(t *testing.T) {
	server := newStandIn(t, nil)
	asked := 0
	emitter, drops := start(t, Options{URL: server.URL, TokenFor: func(context.Context, string) (string, error) {
		asked++
		return "e30.e30.", nil
	}})
	server.set(func(_ call, count int) int { return []int{401, 201}[(count-1)%2] })
	emitter.To("tenant:1").Emit("a")
	flush(t, emitter)
	equal(t, asked, 2)
	server.set(func(call, int) int { return 401 })
	emitter.To("tenant:1").Emit("b")
	until(t, func() bool { return len(drops.all()) == 1 })
	equal(t, drops.all(), []string{"b rejected"})
}

func TestRepeatsTheSameBodyAndObeysRetryAfter(t *testing.T) {
	server := newStandIn(t, nil)
	server.set(func(_ call, count int) int { return []int{429, 201}[count-1] })
	emitter, _ := start(t, Options{URL: server.URL})
	emitter.To("tenant:1").Emit("a")
	flush(t, emitter)
	equal(t, server.calls[0].text, server.calls[1].text)
	if pause := server.calls[1].at.Sub(server.calls[0].at); pause < 990*time.Millisecond {
		t.Fatal(pause)
	}
}

func TestRepeatsABatchWhoseFirstRequestIsStillRunning(t *testing.T) {
	server := newStandIn(t, nil)
	server.set(func(_ call, count int) int { return []int{409, 201}[count-1] })
	emitter, drops := start(t, Options{URL: server.URL})
	emitter.To("tenant:1").Emit("a")
	flush(t, emitter)
	equal(t, server.calls[0].text, server.calls[1].text)
	equal(t, len(drops.all()), 0)
}

func TestDeliversWhatWasEmittedWhileCareWireWasAway(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	emitter, _ := start(t, Options{URL: "http://" + address})
	emitter.To("tenant:1").Emit("one")
	until(t, func() bool {
		emitter.logMutex.Lock()
		defer emitter.logMutex.Unlock()
		return !emitter.unreachableSince.IsZero()
	})
	emitter.To("tenant:1").Emit("two")
	if listener, err = net.Listen("tcp", address); err != nil {
		t.Fatal(err)
	}
	server := newStandIn(t, listener)
	flush(t, emitter)
	equal(t, server.names(), []string{"one", "two"})
}

func TestDropsOnlyTheInvalidEventOfABatch(t *testing.T) {
	server := newStandIn(t, nil)
	server.set(func(one call, _ int) int {
		if strings.Contains(one.text, `"bad"`) {
			return 400
		}
		return 201
	})
	emitter, drops := start(t, Options{URL: server.URL})
	for _, event := range []string{"a", "b", "bad", "c"} {
		emitter.To("tenant:1").Emit(event)
	}
	flush(t, emitter)
	equal(t, server.names(), []string{"a", "b", "c"})
	until(t, func() bool { return len(drops.all()) == 1 })
	equal(t, drops.all(), []string{"bad rejected"})
}

func TestNeverFailsForWhatCannotBeSent(t *testing.T) {
	emitter, drops := start(t, Options{URL: "http://127.0.0.1:1", TenantOf: func(context.Context, string, string, []any) (string, error) {
		return "", errors.New("broken")
	}})
	cycle := map[string]any{}
	cycle["self"] = cycle
	emitter.To("tenant:1").Emit("bytes", map[string]any{"file": []byte("x")})
	emitter.To("tenant:1").Emit("cycle", cycle)
	emitter.To("tenant:1").Emit("connect")
	emitter.To("user:7").Emit("lost")
	emitter.Emit("nowhere")
	until(t, func() bool { return len(drops.all()) == 5 })
	equal(t, drops.all(), []string{"bytes binary", "cycle not-json", "connect reserved-name", "lost no-tenant", "nowhere no-tenant"})
}

// A UUID as Go's libraries declare it.
type uuid [16]byte

func (u uuid) MarshalText() ([]byte, error) { return []byte(fmt.Sprintf("%x", u[:])), nil }

// A state whose texts are JSON, as a slice of them is.
type state uint8

func (s *state) MarshalText() ([]byte, error) { return []byte(fmt.Sprintf("state-%d", *s)), nil }

func TestUUIDsAndAddressesAreNotBytes(t *testing.T) {
	server := newStandIn(t, nil)
	emitter, drops := start(t, Options{URL: server.URL})
	id := uuid{0xca, 0xfe}
	emitter.To("tenant:1").Emit("a", id, &id, map[string]any{"ids": []uuid{id}}, net.IPv4(10, 0, 0, 1), [2]byte{1, 2}, []state{1, 2},
		json.RawMessage(`{"b":1}`), nil)
	emitter.To("tenant:1").Emit("binary", map[string]any{"files": [][]byte{{1}}})
	flush(t, emitter)
	text := "cafe0000000000000000000000000000"
	equal(t, server.accepted, []sentEvent{{
		"derm-app", "a", "logged", []string{"tenant:1"}, []string{},
		[]any{text, text, map[string]any{"ids": []any{text}}, "10.0.0.1", []any{1.0, 2.0}, []any{"state-1", "state-2"},
			map[string]any{"b": 1.0}, nil},
	}})
	equal(t, drops.all(), []string{"binary binary"})
}

func TestBoundsWhatWaits(t *testing.T) {
	server := newStandIn(t, nil)
	server.set(func(call, int) int { return 503 })
	emitter, drops := start(t, Options{URL: server.URL, MaxEvents: 3, MaxAge: time.Second})
	emitter.To("tenant:1").Emit("a")
	until(t, func() bool { return server.count() > 0 })
	emitter.To("tenant:1").Volatile().Emit("typing")
	until(t, func() bool { return len(drops.all()) == 1 })
	for _, event := range []string{"b", "c", "d"} {
		emitter.To("tenant:1").Emit(event)
	}
	until(t, func() bool { return len(drops.all()) == 5 })
	equal(t, drops.all(), []string{"typing volatile", "b full", "a expired", "c expired", "d expired"})
}

func TestAnEventLargerThanTheLimitWithItsRoomsDropsItselfAlone(t *testing.T) {
	server := newStandIn(t, nil)
	server.set(func(call, int) int { return 503 })
	emitter, drops := start(t, Options{URL: server.URL, MaxBytes: 2_000})
	emitter.To("tenant:1").Emit("a")
	until(t, func() bool { return server.count() > 0 })
	emitter.To("tenant:1").Emit("b")
	emitter.To("tenant:1:module:"+strings.Repeat("m", 600)).Emit("large", strings.Repeat("x", 1_500))
	until(t, func() bool { return len(drops.all()) == 1 })
	server.set(func(call, int) int { return 201 })
	flush(t, emitter)
	equal(t, server.names(), []string{"a", "b"})
	equal(t, drops.all(), []string{"large full"})
}

func TestBoundsWhatWaitsWhenAnEventGoesToManyTenants(t *testing.T) {
	server := newStandIn(t, nil)
	server.set(func(call, int) int { return 503 })
	var tenants []string
	for i := 0; i < 200; i++ {
		tenants = append(tenants, fmt.Sprint(i))
	}
	waiting := func(options Options) (events, bytes, lanes int) {
		options.URL, options.Tenants = server.URL, tenants
		emitter, drops := start(t, options)
		emitter.Emit("all", strings.Repeat("x", 100))
		until(t, func() bool { return len(drops.all()) > 0 })
		emitter.mutex.Lock()
		defer emitter.mutex.Unlock()
		until(t, func() bool { return len(drops.all()) == 200-emitter.events })
		equal(t, drops.all()[0], "all full")
		return emitter.events, emitter.bytes, len(emitter.lanes)
	}
	events, _, lanes := waiting(Options{MaxEvents: 10})
	equal(t, []int{events, lanes}, []int{10, 10})
	events, bytes, _ := waiting(Options{MaxBytes: 2_000})
	if events == 0 || bytes > 2_000 {
		t.Fatal(events, bytes)
	}
}

func TestCloseDropsWhatIsNotAcceptedInTime(t *testing.T) {
	server := newStandIn(t, nil)
	server.set(func(call, int) int { return 503 })
	emitter, drops := start(t, Options{URL: server.URL})
	emitter.To("tenant:1").Emit("a")
	emitter.Close(50 * time.Millisecond)
	emitter.To("tenant:1").Emit("b")
	equal(t, drops.all(), []string{"a closed", "b closed"})
}

func TestAPageOfAProxyWithStatus200DoesNotCountAsAccepted(t *testing.T) {
	server := newStandIn(t, nil)
	server.content = "<html>Welcome</html>"
	server.set(func(_ call, count int) int { return []int{200, 201}[count-1] })
	emitter, drops := start(t, Options{URL: server.URL})
	emitter.To("tenant:1").Emit("kept")
	flush(t, emitter)
	equal(t, server.count(), 2)
	equal(t, drops.all(), []string{})
}

func TestAnEventLargerThanTheLimitDropsItselfAlone(t *testing.T) {
	server := newStandIn(t, nil)
	server.set(func(call, int) int { return 503 })
	emitter, drops := start(t, Options{URL: server.URL, MaxBytes: 2_000})
	emitter.To("tenant:1").Emit("a")
	until(t, func() bool { return server.count() > 0 })
	emitter.To("tenant:1").Emit("b")
	emitter.To("tenant:1").Emit("large", strings.Repeat("x", 2_000))
	server.set(func(call, int) int { return 201 })
	flush(t, emitter)
	equal(t, server.names(), []string{"a", "b"})
	equal(t, drops.all(), []string{"large full"})
}

func TestABusyTenantDoesNotHoldUpTheRetriesOfAnother(t *testing.T) {
	server := newStandIn(t, nil)
	var emitter *Emitter
	retried := false
	server.set(func(one call, count int) int {
		if one.events[0].Event == "retried" {
			retried = count > 1
			return map[bool]int{false: 503, true: 201}[retried]
		}
		if !retried && count < 10_000 {
			emitter.To("tenant:2").Emit("next")
		}
		return 201
	})
	emitter, _ = start(t, Options{URL: server.URL})
	emitter.To("tenant:1").Emit("retried")
	until(t, func() bool { return server.count() > 0 })
	emitter.To("tenant:2").Emit("next")
	flush(t, emitter)
	if count := server.count(); count >= 10_000 {
		t.Fatalf("the retry waited for %d other requests", count)
	}
}

func TestAPanicOfTheBackEndsFunctionsEndsNothing(t *testing.T) {
	server := newStandIn(t, nil)
	var dropped dropList
	asked := 0
	emitter, err := NewEmitter(Options{
		URL: server.URL, Family: "derm-app",
		TenantOf: func(context.Context, string, string, []any) (string, error) { panic("TenantOf") },
		TokenFor: func(context.Context, string) (string, error) {
			if asked++; asked == 1 {
				panic("TokenFor")
			}
			return "e30.e30.", nil
		},
		OnDropped: func(drop Drop) {
			dropped.add(drop)
			panic("OnDropped")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { emitter.Close(0) })
	emitter.To("user:7").Emit("lost")
	emitter.To("tenant:1").Emit("connect")
	emitter.To("tenant:1").Emit("kept")
	flush(t, emitter)
	equal(t, server.names(), []string{"kept"})
	until(t, func() bool { return len(dropped.all()) == 2 })
	equal(t, map[string]bool{dropped.all()[0]: true, dropped.all()[1]: true}, map[string]bool{"lost no-tenant": true, "connect reserved-name": true})
	_, err = emitter.To("user:7").SocketsJoin(context.Background(), "ward:1")
	equal(t, err, &CallError{Reason: "no-tenant", Detail: "TenantOf failed"})
}

func TestRefusesInvalidOptions(t *testing.T) {
	for _, change := range []func(*Options){
		func(o *Options) { o.URL = "ftp://x" },
		func(o *Options) { o.Family = "keney" },
		func(o *Options) { o.Secret = "short" },
		func(o *Options) { o.Token = "x" },
		func(o *Options) { o.MaxEvents = -1 },
	} {
		options := Options{URL: "http://x", Family: "clinic", Secret: secret}
		change(&options)
		if _, err := NewEmitter(options); err == nil {
			t.Fatalf("accepted: %+v", options)
		}
	}
}

// answerCalls accepts events, and answers calls about sockets with a content.
func (s *standIn) answerCalls(content string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.content = content
	s.answer = func(one call, count int) int {
		if one.events == nil {
			return 200
		}
		return 201
	}
}

func TestAsksAfterEarlierEventsAndReturnsTheReplies(t *testing.T) {
	server := newStandIn(t, nil)
	server.answerCalls(`{"answers":[{"socketId":"s1","args":["yes",2]}],"missing":1}`)
	emitter, _ := start(t, Options{URL: server.URL + "/base/"})
	var expected []string
	for i := 0; i < 150; i++ {
		expected = append(expected, fmt.Sprintf("event-%d", i))
		emitter.To("tenant:1").Emit(expected[i])
	}
	replies, missing, err := emitter.To("tenant:1").Except("user:7", "tenant:2").
		Ask(context.Background(), 700*time.Millisecond, "ready?", map[string]any{"a": 1})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, replies, []Reply{{"s1", []json.RawMessage{[]byte(`"yes"`), []byte("2")}}})
	equal(t, missing, 1)
	equal(t, server.names(), expected)
	last := server.calls[len(server.calls)-1]
	equal(t, last.path, "/base/api/v1/sockets/ask")
	equal(t, last.text,
		`{"args":[{"a":1}],"event":"ready?","except":["user:7"],"family":"derm-app","timeoutMs":700,"to":["tenant:1"]}`)
}

func TestListsMovesAndDisconnectsSocketsOfAllTenants(t *testing.T) {
	server := newStandIn(t, nil)
	emitter, _ := start(t, Options{URL: server.URL, Tenants: []string{"1", "2"}})
	ctx := context.Background()
	server.answerCalls(`{"sockets":[{"id":"s1","roles":["nurse"],"connectedAt":"2026-11-30T08:00:00Z"}],"truncated":true}`)
	sockets, truncated, err := emitter.To().FetchSockets(ctx)
	socket := Socket{ID: "s1", Roles: []string{"nurse"}, ConnectedAt: time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)}
	equal(t, []any{sockets, truncated, err}, []any{[]Socket{socket, socket}, true, nil})
	server.answerCalls(`{"sockets":3}`)
	joined, err := emitter.To("tenant:1").SocketsJoin(ctx, "ward:1")
	equal(t, []any{joined, err}, []any{3, nil})
	left, err := emitter.To("tenant:1").Except("user:7").SocketsLeave(ctx, "ward:1", "ward:2")
	equal(t, []any{left, err}, []any{3, nil})
	ended, err := emitter.To("tenant:1", "tenant:2").DisconnectSockets(ctx, true)
	equal(t, []any{ended, err}, []any{6, nil})
	for i, expected := range []string{
		`fetch {"except":[],"family":"derm-app","in":[]}`,
		`join {"except":[],"family":"derm-app","in":["tenant:1"],"rooms":["ward:1"]}`,
		`leave {"except":["user:7"],"family":"derm-app","in":["tenant:1"],"rooms":["ward:1","ward:2"]}`,
		`disconnect {"close":true,"except":[],"family":"derm-app","in":["tenant:1"]}`,
	} {
		one := server.calls[i+1]
		equal(t, strings.TrimPrefix(one.path, "/api/v1/sockets/")+" "+one.text, expected)
	}
}

func TestRepeatsACallOnceWhenCareWireIsBusy(t *testing.T) {
	server := newStandIn(t, nil)
	server.content = `{"sockets":1}`
	server.answer = func(one call, count int) int { return map[bool]int{true: 503, false: 200}[count == 1] }
	emitter, _ := start(t, Options{URL: server.URL})
	joined, err := emitter.To("tenant:1").SocketsJoin(context.Background(), "ward:1")
	equal(t, []any{joined, err}, []any{1, nil})
	if pause := server.calls[1].at.Sub(server.calls[0].at); pause < 990*time.Millisecond {
		t.Fatal(pause)
	}
	server.set(func(call, int) int { return 503 })
	_, err = emitter.To("tenant:1").SocketsJoin(context.Background(), "ward:1")
	equal(t, err, &CallError{"rejected", "HTTP 503 CODE text", "CODE", 503})
	equal(t, server.count(), 4)
}

func TestACallWithoutAResultFails(t *testing.T) {
	server := newStandIn(t, nil)
	emitter, _ := start(t, Options{URL: server.URL, Timeout: 200 * time.Millisecond})
	ctx := context.Background()
	reason := func(err error) string {
		t.Helper()
		var failed *CallError
		if !errors.As(err, &failed) {
			t.Fatal(err)
		}
		return failed.Reason
	}
	ask := func(event string, args ...any) string {
		t.Helper()
		_, _, err := emitter.To("tenant:1").Ask(ctx, time.Second, event, args...)
		return reason(err)
	}
	fetch := func(ctx context.Context, target Target) string {
		t.Helper()
		_, _, err := target.FetchSockets(ctx)
		return reason(err)
	}
	equal(t, ask("connect"), "reserved-name")
	equal(t, ask("bytes", []byte("x")), "binary")
	equal(t, ask("channel", make(chan int)), "not-json")
	equal(t, fetch(ctx, emitter.To("user:7")), "no-tenant")
	equal(t, fetch(ctx, emitter.To()), "no-tenant")
	equal(t, fetch(ctx, emitter.To("tenant:1")), "unreachable") // Not an answer of CareWire.
	server.set(func(call, int) int { return 400 })
	equal(t, ask("auth:x"), "rejected")
	ended, cancel := context.WithCancel(ctx)
	cancel()
	equal(t, fetch(ended, emitter.To("tenant:1")), "canceled")
	server.set(func(call, int) int { return 503 })
	emitter.To("tenant:1").Emit("first")
	equal(t, fetch(ctx, emitter.To("tenant:1")), "behind")
	emitter.Close(0)
	equal(t, fetch(ctx, emitter.To("tenant:1")), "closed")
	away, _ := start(t, Options{URL: "http://127.0.0.1:1"})
	equal(t, fetch(ctx, away.To("tenant:1")), "unreachable")
}
