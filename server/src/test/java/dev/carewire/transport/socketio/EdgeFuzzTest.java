package dev.carewire.transport.socketio;

import dev.carewire.fuzz.FaultDetector;
import dev.carewire.fuzz.Fuzz;
import dev.carewire.fuzz.FuzzRandom;
import dev.carewire.transport.websocket.DeflatedFrames;
import dev.carewire.transport.websocket.WebSocketBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.AfterTry;

/**
 * Hostile clients of every kind against the complete pipeline. After each of them no error was logged and no buffer,
 * session, timer or binding is left. A correct client is still served.
 */
@Tag("fuzz")
class EdgeFuzzTest {

    private static final int MAX_INPUTS = 12;

    /** Tokens with a meaning in some layer, which are inserted between random bytes. */
    private static final List<String> VOCABULARY = List.of(
            "\r\n",
            "\n",
            "\r\n\r\n",
            " ",
            ":",
            "?",
            "&",
            "=",
            "%",
            "%zz",
            "%00",
            "/",
            "//",
            "\u0000",
            "\u001e",
            "HTTP/1.1",
            "HTTP/1.0",
            "HTTP/9.9",
            "GET ",
            "POST ",
            "OPTIONS ",
            "BREW ",
            "EIO=3",
            "EIO=4",
            "transport=polling",
            "transport=websocket",
            "sid=",
            "b64=1",
            "j=0",
            "Content-Length: 0\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: 10001\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "Expect: 100-continue\r\n",
            "Connection: close\r\n",
            "Connection: Upgrade\r\n",
            "Upgrade: websocket\r\n",
            "Upgrade: h2c\r\n",
            "Sec-WebSocket-Version: 8\r\n",
            "Sec-WebSocket-Key: x\r\n",
            "Sec-WebSocket-Extensions: permessage-deflate\r\n",
            "; server_no_context_takeover",
            "Origin: https://evil.example\r\n",
            "Origin: https://clinic.example\r\n",
            "Host: a\r\n",
            "Cookie: io=1\r\n",
            "0\r\n\r\n",
            "ffffffff\r\n",
            "a\r\n",
            "4",
            "42[",
            "40",
            "41",
            "451-[",
            "2probe",
            "3probe",
            "5",
            "6",
            "b",
            "bAQID",
            "[",
            "]",
            "{",
            "}",
            "\"",
            ",",
            "-",
            "999999999999999999",
            "🏥",
            "{\"_placeholder\":true,\"num\":0}");

    private static final List<String> PACKETS = List.of(
            "40",
            "40{\"user\":\"mallory\"}",
            "40{\"user\":\"mallory\",\"pid\":\"nobody\",\"offset\":\"1-1\"}",
            "40/custom,{\"user\":\"mallory\"}",
            "41",
            "42[\"hello\",{\"n\":1}]",
            "427[\"with ack\"]",
            "42/custom,[\"hello\"]",
            "430[\"answer\"]",
            "44{\"message\":\"no\"}",
            "451-[\"file\",{\"_placeholder\":true,\"num\":0}]",
            "461-1[{\"_placeholder\":true,\"num\":0}]",
            "452-[\"a\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":1}]",
            "bAQIDBA==",
            "2",
            "2probe",
            "3",
            "3probe",
            "5",
            "6",
            "1",
            "b4AQIDBA==",
            "40/?token=t",
            "40/custom?token=%zz",
            "6:42[\"a\"1:2",
            "25:40{\"user\":\"mallory\"}",
            "0{\"sid\":\"x\"}");

    private static final List<String> REQUESTS = List.of(
            EngineRequests.open(),
            EngineRequests.request("GET /socket.io/?EIO=3&transport=polling HTTP/1.1", List.of(), ""),
            EngineRequests.poll("SID"),
            EngineRequests.request(
                    "POST /socket.io/?EIO=4&transport=polling&sid=SID HTTP/1.1",
                    List.of("Content-Length: 24"),
                    "40{\"user\":\"mallory\"}\u001e6\u001e6"),
            EngineRequests.request(
                    "POST /api/socket/?EIO=4&transport=polling&sid=SID HTTP/1.1",
                    List.of("Transfer-Encoding: chunked"),
                    "2\r\n40\r\n0\r\n\r\n"),
            EngineRequests.webSocket("&sid=SID"),
            EngineRequests.webSocket(
                    "&sid=SID",
                    "permessage-deflate; server_max_window_bits=10, permessage-deflate; client_max_window_bits"),
            EngineRequests.request(
                    "GET /api/socket/?EIO=4&transport=websocket HTTP/1.1", EngineRequests.WEBSOCKET_HEADERS, ""),
            EngineRequests.request(
                    "OPTIONS /socket.io/ HTTP/1.1",
                    List.of("Origin: https://clinic.example", "Access-Control-Request-Method: POST"),
                    ""),
            EngineRequests.request("GET /health HTTP/1.1", List.of(), ""),
            EngineRequests.request("HEAD /health/ready HTTP/1.0", List.of("Connection: keep-alive"), ""),
            EngineRequests.request(
                    "POST /api/patients HTTP/1.1", List.of("Authorization: Bearer t", "Content-Length: 2"), "{}"),
            EngineRequests.request(
                    "PUT /api/queue/%zz?a=%zz HTTP/1.1", List.of("Expect: 100-continue", "Content-Length: 11000"), ""));

    private static final AtomicLong INPUTS = new AtomicLong();
    private static final FaultDetector FAULTS = FaultDetector.watch();

    private final InMemoryEdge edge = new InMemoryEdge();
    private int tries;

    @AfterTry
    void nothingIsLeftAndOthersAreServed() {
        edge.assertServes();
        if (tries++ % 2 == 0) {
            edge.breakConnections();
        }
        edge.assertForgetsEverything();
        FAULTS.assertNone();
    }

    @AfterProperty
    void noBufferIsLost() {
        FAULTS.assertNoneAfterCollection();
    }

    @AfterContainer
    static void unwatch() {
        Fuzz.report("edge", INPUTS.get());
        FAULTS.close();
    }

    /** Valid and invalid requests, several per connection, in pieces, some of them for an existing session. */
    @Property(seed = Fuzz.SEED, shrinking = ShrinkingMode.OFF)
    void requests(@ForAll long seed) {
        FuzzRandom chance = new FuzzRandom(seed);
        String sid = edge.openPolling(version(chance));
        InMemoryEdge.Peer peer = edge.connect();
        for (int i = 1 + chance.nextInt(MAX_INPUTS); i > 0; i--) {
            String request = chance.choose(REQUESTS).replace("SID", sid);
            inPieces(chance, peer, chance.mutate(request.getBytes(StandardCharsets.UTF_8), VOCABULARY));
            if (!peer.isOpen() || chance.oneIn(4)) {
                peer = edge.connect();
            }
            sometimesTimePasses(chance);
        }
    }

    /** Payloads for a session, before and after CONNECT, with polls that overlap, are cut off or missing. */
    @Property(seed = Fuzz.SEED, shrinking = ShrinkingMode.OFF)
    void payloads(@ForAll long seed) {
        FuzzRandom chance = new FuzzRandom(seed);
        String version = version(chance);
        String sid = edge.openPolling(version);
        if (chance.oneIn(2)) {
            edge.connect().send(EngineRequests.post(sid, "40{\"user\":\"mallory\"}"));
        }
        InMemoryEdge.Peer poster = edge.connect();
        InMemoryEdge.Peer poller = edge.connect();
        for (int i = 1 + chance.nextInt(MAX_INPUTS); i > 0; i--) {
            if (chance.oneIn(3)) {
                poller.setReading(!chance.oneIn(8));
                poller.send(EngineRequests.poll(sid).replaceFirst("EIO=4", version));
                if (chance.oneIn(4)) {
                    poller.close();
                }
            }
            String payload = hostilePayload(chance, version);
            String request =
                    chance.oneIn(4) ? EngineRequests.postBytes(sid, payload) : EngineRequests.post(sid, payload);
            inPieces(chance, poster, request.replaceFirst("EIO=4", version).getBytes(StandardCharsets.UTF_8));
            poster = poster.isOpen() ? poster : edge.connect();
            poller = poller.isOpen() && !chance.oneIn(4) ? poller : edge.connect();
            sometimesTimePasses(chance);
        }
    }

    /** Valid and invalid frames with valid and invalid packets, before and after CONNECT. */
    @Property(seed = Fuzz.SEED, shrinking = ShrinkingMode.OFF)
    void frames(@ForAll long seed) {
        FuzzRandom chance = new FuzzRandom(seed);
        InMemoryEdge.Peer peer = edge.webSocket(version(chance), "");
        if (chance.oneIn(2)) {
            peer.send(WebSocketBytes.text("40{\"user\":\"mallory\"}"));
        }
        hostileFrames(chance, peer);
    }

    /** The same on connections with compression, among other clients that receive the same messages. */
    @Property(seed = Fuzz.SEED, shrinking = ShrinkingMode.OFF)
    void deflatedFrames(@ForAll long seed) {
        FuzzRandom chance = new FuzzRandom(seed);
        InMemoryEdge.Peer peer = edge.connect();
        peer.send(EngineRequests.webSocket("", "permessage-deflate").replace("EIO=4", version(chance)));
        if (chance.oneIn(2)) {
            peer.send(DeflatedFrames.text("40{\"user\":\"mallory\"}"));
        }
        for (int i = 1 + chance.nextInt(MAX_INPUTS); i > 0 && peer.isOpen(); i--) {
            peer.setReading(!chance.oneIn(8));
            inPieces(
                    chance,
                    peer,
                    chance.oneIn(4)
                            ? WebSocketBytes.hostile(chance, PACKETS, VOCABULARY)
                            : WebSocketBytes.hostileDeflated(chance, PACKETS, VOCABULARY));
            edge.publishToAll("words ".repeat(chance.nextInt(1_000)));
            sometimesTimePasses(chance);
        }
    }

    /** A second transport for a session, probed, used at the wrong time, left half-way or in pieces. */
    @Property(seed = Fuzz.SEED, shrinking = ShrinkingMode.OFF)
    void upgrades(@ForAll long seed) {
        FuzzRandom chance = new FuzzRandom(seed);
        String version = version(chance);
        String sid = edge.openPolling(version);
        edge.connect().send(EngineRequests.post(sid, "40{\"user\":\"mallory\"}"));
        InMemoryEdge.Peer poller = edge.connect();
        if (chance.oneIn(2)) {
            poller.send(EngineRequests.poll(sid));
        }
        InMemoryEdge.Peer peer = edge.webSocket(version, "&sid=" + sid);
        for (String step : List.of("2probe", "5", "42[\"hello\"]")) {
            if (!chance.oneIn(4)) {
                peer.send(WebSocketBytes.text(step));
            }
            if (chance.oneIn(4)) {
                hostileFrames(chance, peer);
            }
            if (chance.oneIn(4)) {
                edge.connect()
                        .send(EngineRequests.post(sid, hostilePayload(chance, version))
                                .replaceFirst("EIO=4", version));
            }
            if (chance.oneIn(6)) {
                poller.close();
            }
        }
    }

    private void hostileFrames(FuzzRandom chance, InMemoryEdge.Peer peer) {
        for (int i = 1 + chance.nextInt(MAX_INPUTS); i > 0 && peer.isOpen(); i--) {
            peer.setReading(!chance.oneIn(8));
            inPieces(chance, peer, WebSocketBytes.hostile(chance, PACKETS, VOCABULARY));
            sometimesTimePasses(chance);
        }
    }

    /** Mostly the current protocol version. */
    private static String version(FuzzRandom chance) {
        return chance.choose("EIO=4", "EIO=4", "EIO=3", "EIO=3&b64=1");
    }

    private static String hostilePayload(FuzzRandom chance, String version) {
        List<String> packets = new ArrayList<>();
        for (int i = 1 + chance.nextInt(4); i > 0; i--) {
            String packet = chance.choose(PACKETS);
            packets.add(version.equals("EIO=4") ? packet : packet.length() + ":" + packet);
        }
        return chance.mutate(String.join(version.equals("EIO=4") ? "\u001e" : "", packets), VOCABULARY);
    }

    private void inPieces(FuzzRandom chance, InMemoryEdge.Peer peer, byte[] bytes) {
        INPUTS.incrementAndGet();
        int from = 0;
        while (from < bytes.length) {
            int to = chance.oneIn(2) ? bytes.length : from + 1 + chance.nextInt(bytes.length - from);
            peer.send(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
    }

    private void sometimesTimePasses(FuzzRandom chance) {
        if (chance.oneIn(20)) {
            edge.advance();
        }
    }
}
