package dev.carewire.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.RawClient;
import dev.carewire.transport.socketio.EngineFeature;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO v3 and Socket.IO v4, as the previous generation of clients uses them. */
class ProtocolServerV3Test {

    private static final String POLLING = "/socket.io/?EIO=3&transport=polling";
    private static final String WEBSOCKET = "/socket.io/?EIO=3&transport=websocket";
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private ProtocolServer server = start(PATIENT, PATIENT);
    private RawClient client = new RawClient(server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    private static ProtocolServer start(Duration pingInterval, Duration pingTimeout) {
        return ProtocolServer.start(
                0,
                pingInterval,
                pingTimeout,
                Duration.ofSeconds(1),
                Set.of(EngineFeature.WEBSOCKET, EngineFeature.EIO3));
    }

    private static String text(HttpResponse<byte[]> response) {
        return response.statusCode() + " " + new String(response.body(), UTF_8);
    }

    /** Opens a session and polls until the greeting. */
    private String connectedPolling(String query) {
        String opened = text(client.get(POLLING + query));
        String poll = POLLING + "&sid=" + opened.split("\"sid\":\"")[1].split("\"")[0];
        if (!opened.contains("auth")) {
            opened += text(client.get(poll)).substring(4);
        }
        assertThat(opened)
                .matches("200 \\d+:0\\{\"sid\":\"[^\"]+\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":20000,"
                        + "\"pingTimeout\":20000,\"maxPayload\":1000000}2:4013:42\\[\"auth\",\\{}]");
        return poll;
    }

    private RawClient.Socket connected() {
        RawClient.Socket socket = client.open(WEBSOCKET);
        assertThat(socket.next()).startsWith("0{");
        assertThat(socket.next()).isEqualTo("40");
        assertThat(socket.next()).isEqualTo("42[\"auth\",{}]");
        return socket;
    }

    private String post(String path, String body) {
        return text(client.send("POST", path, body));
    }

    /** Polls until {@code last} and returns all bodies, joined. */
    private String fetch(String poll, String last) {
        StringBuilder got = new StringBuilder();
        while (!got.toString().contains(last)) {
            String answer = text(client.get(poll));
            assertThat(answer).startsWith("200 ");
            got.append(answer.substring(4));
        }
        return got.toString();
    }

    @Test
    void pollingCarriesPacketsWithTheirLengths() {
        String poll = connectedPolling("");

        assertThat(post(poll, "20:42[\"message\",\"é🏥é\"]25:427[\"message-with-ack\",1]"))
                .isEqualTo("200 ok");
        assertThat(fetch(poll, "437")).isEqualTo("25:42[\"message-back\",\"é🏥é\"]6:437[1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"21:42[\"message\",\"é🏥é\"]", "19:42[\"message\",\"é🏥é\"]", "42[\"message\"]", "1:9", "0:", ""
            })
    void pollingEndsWithAFaultyPayload(String body) {
        String poll = connectedPolling("");

        assertThat(post(poll, body)).startsWith("400 ");

        assertThat(text(client.get(poll))).startsWith("400 {\"code\":1,");
    }

    @Test
    void pollingCarriesBytesAsTextForClientsThatReadNothingElse() {
        String poll = connectedPolling("&b64=1");

        assertThat(post(poll, "45:451-[\"message\",{\"_placeholder\":true,\"num\":0}]6:b4AQID"))
                .isEqualTo("200 ok");
        assertThat(fetch(poll, "b4")).isEqualTo("50:451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]6:b4AQID");
    }

    @Test
    void pollingCarriesBytesAsBytes() {
        String poll = connectedPolling("");
        String packet = HexFormat.of().formatHex("451-[\"message\",{\"_placeholder\":true,\"num\":0}]".getBytes(UTF_8));

        HttpResponse<byte[]> posted =
                client.postBytes(poll, HexFormat.of().parseHex("000405ff" + packet + "0104ff04010203"));
        assertThat(text(posted)).isEqualTo("200 ok");
        HttpResponse<byte[]> got = client.get(poll);

        assertThat(got.headers().firstValue("content-type")).contains("application/octet-stream");
        String back =
                HexFormat.of().formatHex("451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]".getBytes(UTF_8));
        assertThat(HexFormat.of().formatHex(got.body())).isEqualTo("000500ff" + back + "0104ff04010203");
    }

    @Test
    void webSocketsCarryBytesWithTheirType() {
        try (RawClient.Socket socket = connected()) {
            socket.send(
                    "452-5[\"message-with-ack\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            socket.sendBytes("04010203");
            socket.send("b4AQID");
            assertThat(socket.next())
                    .isEqualTo("462-5[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            assertThat(socket.next()).isEqualTo("bytes 04010203");
            assertThat(socket.next()).isEqualTo("bytes 04010203");

            socket.send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
            socket.sendBytes("010203");
            assertThat(socket.next()).isEqualTo("closed 1002");
        }
    }

    @Test
    void answersPingsWithTheirData() {
        try (RawClient.Socket socket = connected()) {
            socket.send("2");
            assertThat(socket.next()).isEqualTo("3");
            socket.send("2hello");
            assertThat(socket.next()).isEqualTo("3hello");
        }
        String poll = connectedPolling("");
        post(poll, "1:2");
        assertThat(text(client.get(poll))).isEqualTo("200 1:3");
    }

    @Test
    void endsWhoDoesNotPing() {
        server.close();
        server = start(Duration.ofMillis(100), Duration.ofMillis(100));
        client = new RawClient(server.port());
        try (RawClient.Socket socket = connected()) {
            assertThat(socket.nextIncludingPings()).isEqualTo("closed 1008");
        }
    }

    @Test
    void upgrades() {
        String poll = connectedPolling("");
        try (RawClient.Socket socket = client.open(poll.replace("polling", "websocket"))) {
            socket.send("2probe");
            assertThat(socket.next()).isEqualTo("3probe");
            assertThat(text(client.get(poll))).isEqualTo("200 1:6");
            socket.send("5");
            socket.send("42[\"message\"]");
            assertThat(socket.next()).isEqualTo("42[\"message-back\"]");
            assertThat(text(client.get(poll))).startsWith("400 ");
        }
    }

    @Test
    void takesWhatProvesWhoItIsFromTheQuery() {
        try (RawClient.Socket socket = client.open(WEBSOCKET + "&token=a%20b&tenantId=t&other=x")) {
            assertThat(socket.next()).startsWith("0{");
            assertThat(socket.next()).isEqualTo("40");
            assertThat(socket.next())
                    .isIn(
                            "42[\"auth\",{\"token\":\"a b\",\"tenantId\":\"t\"}]",
                            "42[\"auth\",{\"tenantId\":\"t\",\"token\":\"a b\"}]");
            socket.send("40/custom?token=mine&other=x,");
            assertThat(socket.next()).isEqualTo("40/custom,");
            assertThat(socket.next()).isEqualTo("42/custom,[\"auth\",{\"token\":\"mine\"}]");
            socket.send("42/custom,[\"message\",1]");
            assertThat(socket.next()).isEqualTo("42/custom,[\"message-back\",1]");
        }
    }

    @Test
    void refusesAnUnknownNamespaceInItsWords() {
        try (RawClient.Socket socket = connected()) {
            socket.send("40/random?token=x,");
            assertThat(socket.next()).isEqualTo("44/random,\"Invalid namespace\"");
            socket.send("42[\"message\"]");
            assertThat(socket.next()).isEqualTo("42[\"message-back\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "0", "5", "x", "4abc", "42{}", "b/wA=", "40"})
    void endsWhoSendsNoPacket(String packet) {
        try (RawClient.Socket socket = connected()) {
            socket.send(packet);
            assertThat(socket.next()).isEqualTo("closed 1002");
        }
    }
}
