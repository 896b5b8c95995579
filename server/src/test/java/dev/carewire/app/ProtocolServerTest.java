package dev.carewire.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.RawClient;
import dev.carewire.transport.socketio.EngineFeature;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO v4 and Socket.IO v5 as specified, for the areas that the public test suites cover. */
class ProtocolServerTest {

    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private ProtocolServer server = start(PATIENT, PATIENT);
    private RawClient client = new RawClient(server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    private static ProtocolServer start(Duration pingInterval, Duration pingTimeout) {
        return ProtocolServer.start(
                0, pingInterval, pingTimeout, Duration.ofSeconds(1), Set.of(EngineFeature.WEBSOCKET));
    }

    private void restart(int pingInterval, int pingTimeout) {
        server.close();
        server = start(Duration.ofMillis(pingInterval), Duration.ofMillis(pingTimeout));
        client = new RawClient(server.port());
    }

    private static String text(HttpResponse<byte[]> response) {
        return response.statusCode() + " " + new String(response.body(), UTF_8);
    }

    private static String sid(String open) {
        return open.split("\"sid\":\"")[1].split("\"")[0];
    }

    private String openPolling() {
        return POLLING + "&sid=" + sid(text(client.get(POLLING)));
    }

    private String upgrade(String poll) {
        return poll.replace("transport=polling", "transport=websocket");
    }

    private RawClient.Socket opened() {
        RawClient.Socket socket = client.open(WEBSOCKET);
        assertThat(socket.next()).startsWith("0{");
        return socket;
    }

    private RawClient.Socket connected() {
        RawClient.Socket socket = opened();
        socket.send("40");
        assertThat(socket.next()).startsWith("40{\"sid\":\"");
        assertThat(socket.next()).isEqualTo("42[\"auth\",{}]");
        return socket;
    }

    private String connectedPolling() {
        String poll = openPolling();
        assertThat(post(poll, "40")).isEqualTo("200 ok");
        String answers = text(client.get(poll));
        if (!answers.contains("auth")) {
            answers += "\u001e" + text(client.get(poll)).substring(4);
        }
        assertThat(answers).matches("200 40\\{\"sid\":\"[^\"]+\"}\u001e42\\[\"auth\",\\{}]");
        return poll;
    }

    private String post(String path, String body) {
        return text(client.send("POST", path, body));
    }

    @Test
    void opensWithEveryField() {
        restart(300, 200);
        String fields = "\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}";

        assertThat(text(client.get(POLLING)))
                .matches("200 0\\{\"sid\":\"[^\"]+\",\"upgrades\":\\[\"websocket\"],.*")
                .endsWith(fields);
        try (RawClient.Socket socket = client.open(WEBSOCKET)) {
            assertThat(socket.next())
                    .matches("0\\{\"sid\":\"[^\"]+\",\"upgrades\":\\[],.*")
                    .endsWith(fields);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, transport=polling, 5",
        "GET, EIO=abc&transport=polling, 5",
        "GET, EIO=5&transport=polling, 5",
        "GET, EIO=4, 0",
        "GET, EIO=4&transport=abc, 0",
        "POST, EIO=4&transport=polling, 2",
        "PUT, EIO=4&transport=polling, 2",
        "GET, EIO=4&transport=polling&sid=abc, 1"
    })
    void refusesAFaultyHandshake(String method, String query, int code) {
        assertThat(text(client.send(method, "/socket.io/?" + query, ""))).startsWith("400 {\"code\":" + code + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport=websocket", "EIO=abc&transport=websocket", "EIO=4", "EIO=4&transport=abc"})
    void opensNoWebSocketForAFaultyHandshake(String query) {
        assertThat(CompletableFuture.supplyAsync(() -> client.open("/socket.io/?" + query)))
                .failsWithin(PATIENT);
    }

    @Test
    void pollingCarriesSeveralPacketsAndBytes() {
        String poll = connectedPolling();

        assertThat(post(
                        poll,
                        "42[\"message\",\"a\"]\u001e451-[\"message\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID"
                                + "\u001e427[\"message-with-ack\",1,\"é\"]"))
                .isEqualTo("200 ok");
        StringBuilder got = new StringBuilder();
        while (!got.toString().contains("437")) {
            got.append(got.isEmpty() ? "" : "\u001e")
                    .append(text(client.get(poll)).substring(4));
        }
        assertThat(got.toString().split("\u001e"))
                .containsExactly(
                        "42[\"message-back\",\"a\"]",
                        "451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]",
                        "bAQID",
                        "437[1,\"é\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "9", "b?", "2", "4", "42{}", "bAQID", "4abc"})
    void pollingEndsWithAFaultyPayload(String body) {
        String poll = connectedPolling();

        post(poll, body);

        assertThat(text(client.get(poll))).startsWith("400 {\"code\":1,");
    }

    @Test
    void aSecondPollEndsTheSession() {
        String poll = openPolling();
        CompletableFuture<HttpResponse<byte[]>> one = client.getAsync(poll);
        CompletableFuture<HttpResponse<byte[]>> other = client.getAsync(poll);

        assertThat(new String[] {text(one.join()), text(other.join())})
                .containsExactlyInAnyOrder("200 1", "400 {\"code\":3,\"message\":\"Bad request\"}");
        assertThat(text(client.get(poll))).startsWith("400 ");
    }

    @Test
    void webSocketsCarryBytes() {
        try (RawClient.Socket socket = connected()) {
            socket.send("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            socket.sendBytes("010203");
            socket.sendBytes("040506");
            assertThat(socket.next())
                    .isEqualTo("452-[\"message-back\",{\"_placeholder\":true,\"num\":0},"
                            + "{\"_placeholder\":true,\"num\":1}]");
            assertThat(socket.next()).isEqualTo("bytes 010203");
            assertThat(socket.next()).isEqualTo("bytes 040506");

            socket.send(
                    "452-789[\"message-with-ack\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]");
            socket.send("bAQID");
            socket.sendBytes("");
            assertThat(socket.next())
                    .isEqualTo("462-789[{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.next()).isEqualTo("bytes 010203");
            assertThat(socket.next()).isEqualTo("bytes ");
        }
    }

    @Test
    void pingsOverPollingAndStaysWhileAnswered() {
        restart(100, 10_000);
        String poll = openPolling();
        for (int i = 0; i < 3; i++) {
            assertThat(text(client.get(poll))).isEqualTo("200 2");
            assertThat(post(poll, "3")).isEqualTo("200 ok");
        }
    }

    @Test
    void pollingEndsWhenAPingIsNotAnswered() {
        restart(100, 100);
        String poll = openPolling();
        assertThat(text(client.get(poll))).isEqualTo("200 2");
        // The request may arrive before or after the end of the session.
        assertThat(text(client.get(poll))).isIn("200 1", "400 {\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(text(client.get(poll))).startsWith("400 ");
    }

    @Test
    void pingsOverWebSocketAndStaysWhileAnswered() {
        restart(100, 10_000);
        try (RawClient.Socket socket = opened()) {
            for (int i = 0; i < 3; i++) {
                assertThat(socket.nextIncludingPings()).isEqualTo("2");
                socket.send("3");
            }
        }
    }

    @Test
    void aWebSocketEndsWhenAPingIsNotAnswered() {
        restart(100, 100);
        try (RawClient.Socket socket = opened()) {
            assertThat(socket.nextIncludingPings()).isEqualTo("2");
            assertThat(socket.nextIncludingPings()).isEqualTo("closed 1008");
        }
    }

    @Test
    void theNextPingWaitsForTheAnswer() {
        restart(100, 10_000);
        try (RawClient.Socket socket = opened()) {
            assertThat(socket.nextIncludingPings()).isEqualTo("2");
            // The timeout for joining a namespace is ten times the interval, and no second ping is sent before it.
            assertThat(socket.nextIncludingPings()).isEqualTo("closed 1008");
        }
    }

    @Test
    void theClientClosesAPollingSession() {
        String poll = openPolling();
        CompletableFuture<HttpResponse<byte[]>> waiting = client.getAsync(poll);
        String said = post(poll, "1");

        assertThat(said).isIn("200 ok", "400 {\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(text(waiting.join())).isIn("200 6", "400 {\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(text(client.get(poll))).startsWith("400 ");
    }

    @Test
    void theClientClosesAWebSocketSession() {
        try (RawClient.Socket socket = opened()) {
            socket.send("1");
            assertThat(socket.next()).isEqualTo("closed 1000");
        }
    }

    @Test
    void upgradesAndIsDeafOnTheOldTransport() {
        String poll = connectedPolling();
        try (RawClient.Socket socket = client.open(upgrade(poll))) {
            socket.send("2probe");
            assertThat(socket.next()).isEqualTo("3probe");
            assertThat(text(client.get(poll))).isEqualTo("200 6");
            // Polled again before the response to the probe was received.
            assertThat(text(client.get(poll))).isEqualTo("200 6");
            post(poll, "42[\"message\",\"over polling\"]");
            socket.send("5");
            socket.send("42[\"message\",\"over WebSocket\"]");
            assertThat(socket.next()).isEqualTo("42[\"message-back\",\"over polling\"]");
            assertThat(socket.next()).isEqualTo("42[\"message-back\",\"over WebSocket\"]");

            assertThat(text(client.get(poll))).startsWith("400 ");
            assertThat(post(poll, "42[\"message\"]")).startsWith("400 ");
            try (RawClient.Socket second = client.open(upgrade(poll))) {
                assertThat(second.next()).isEqualTo("closed 1008");
            }
            socket.send("42[\"message\",\"still here\"]");
            assertThat(socket.next()).isEqualTo("42[\"message-back\",\"still here\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "2", "x", "42[\"message\"]", "1"})
    void aWebSocketThatDoesNotUpgradeEndsAlone(String instead) {
        String poll = connectedPolling();
        try (RawClient.Socket socket = client.open(upgrade(poll))) {
            socket.send(instead);
            assertThat(socket.next()).startsWith("closed");
        }
        post(poll, "42[\"message\",\"still here\"]");
        assertThat(text(client.get(poll))).isEqualTo("200 42[\"message-back\",\"still here\"]");

        try (RawClient.Socket again = client.open(upgrade(poll))) {
            again.send("2probe");
            assertThat(again.next()).isEqualTo("3probe");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40 | 40{ | 42[\"auth\",{}]",
                "40{\"token\":\"123\"} | 40{ | 42[\"auth\",{\"token\":\"123\"}]",
                "40/custom, | 40/custom,{ | 42/custom,[\"auth\",{}]",
                "40/custom | 40/custom,{ | 42/custom,[\"auth\",{}]",
                "40/custom,{\"token\":\"abc\"} | 40/custom,{ | 42/custom,[\"auth\",{\"token\":\"abc\"}]"
            })
    void connectsToANamespaceOnce(String connect, String answer, String auth) {
        try (RawClient.Socket socket = opened()) {
            socket.send(connect);
            assertThat(socket.next()).startsWith(answer).contains("\"sid\":\"");
            assertThat(socket.next()).isEqualTo(auth);

            socket.send(connect);
            assertThat(socket.next()).isEqualTo("closed 1002");
        }
    }

    @Test
    void refusesAnUnknownNamespaceAlone() {
        try (RawClient.Socket socket = opened()) {
            socket.send("40/random");
            assertThat(socket.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
            socket.send("40");
            assertThat(socket.next()).startsWith("40{");
        }
    }

    @Test
    void endsWhoJoinsNoNamespace() {
        try (RawClient.Socket socket = opened()) {
            assertThat(socket.next()).isEqualTo("closed 1008");
        }
    }

    @Test
    void leavingOneNamespaceKeepsTheOther() {
        try (RawClient.Socket socket = connected()) {
            socket.send("40/custom");
            assertThat(socket.next()).startsWith("40/custom,{");
            assertThat(socket.next()).isEqualTo("42/custom,[\"auth\",{}]");
            socket.send("42/custom,5[\"message-with-ack\"]");
            assertThat(socket.next()).isEqualTo("43/custom,5[]");

            socket.send("41/custom");
            socket.send("42[\"message\",\"main\"]");
            assertThat(socket.next()).isEqualTo("42[\"message-back\",\"main\"]");

            socket.send("42/custom,[\"message\"]");
            assertThat(socket.next()).isEqualTo("closed 1002");
        }
    }

    @Test
    void leavingTheLastNamespaceKeepsTheConnectionForAWhile() {
        try (RawClient.Socket socket = connected()) {
            socket.send("41");
            socket.send("40");
            assertThat(socket.next()).startsWith("40{");
            assertThat(socket.next()).isEqualTo("42[\"auth\",{}]");
        }
    }

    @Test
    void acknowledgesWithSeveralArguments() {
        try (RawClient.Socket socket = connected()) {
            socket.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
            assertThat(socket.next()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "42{}",
                "42abc[\"message-with-ack\",1]",
                "42[\"message\"",
                "43[]",
                "40",
                "44{}",
                "2",
                "4",
                "451-[\"message\"]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":1}]",
                "4599999-[\"message\"]",
                "451001-[\"message\"]",
                "b?"
            })
    void endsWhoSendsNoPacket(String packet) {
        try (RawClient.Socket socket = connected()) {
            socket.send(packet);
            assertThat(socket.next()).isEqualTo("closed 1002");
        }
    }

    @Test
    void endsWhoSendsTextWhereBytesAreDueAndBytesWhereNoneAre() {
        try (RawClient.Socket socket = connected()) {
            socket.send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
            socket.send("42[\"message\"]");
            assertThat(socket.next()).isEqualTo("closed 1002");
        }
        try (RawClient.Socket socket = connected()) {
            socket.sendBytes("010203");
            assertThat(socket.next()).isEqualTo("closed 1002");
        }
    }

    @Test
    void endsWhoseAttachmentsAreTooLargeTogether() {
        String half = "00".repeat(600_000);
        try (RawClient.Socket socket = connected()) {
            socket.send("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            socket.sendBytes(half);
            socket.sendBytes(half);
            assertThat(socket.next()).isEqualTo("closed 1002");
        }
    }

    @Test
    void aMessageOfTheLargestSizePassesAndALargerOneDoesNot() {
        try (RawClient.Socket socket = connected()) {
            String most = "42[\"message\",\"" + "x".repeat(999_984) + "\"]";
            socket.send(most);
            assertThat(socket.next()).hasSize(1_000_005);
            socket.send(most.replace("]", " ]"));
            assertThat(socket.next()).startsWith("closed");
        }
        String poll = connectedPolling();
        assertThat(post(poll, "42[\"message\",\"" + "x".repeat(999_990) + "\"]"))
                .startsWith("413 ");
    }

    @Test
    void tellsWhoIsRefusedWhyInAFormForPrograms() {
        try (RawClient.Socket socket = opened()) {
            socket.send("40/custom,{\"refuse\":{\"code\":7,\"more\":[null]}}");
            assertThat(socket.next())
                    .isEqualTo("44/custom,{\"message\":\"Refused\",\"data\":{\"code\":7,\"more\":[null]}}");
            assertThat(socket.next()).startsWith("closed ");
        }
    }

    @Test
    void asksAndPassesOnWhatIsSaid() {
        try (RawClient.Socket socket = connected()) {
            socket.send("42[\"ask-me\",20000,\"one\",[2]]");
            socket.send("43" + question(socket.next(), "[\"question\",\"one\",[2]]") + "[\"yes\",{\"n\":1}]");
            assertThat(socket.next()).isEqualTo("42[\"answer\",\"yes\",{\"n\":1}]");

            socket.send("42[\"ask-me\",20000]");
            socket.send("43" + question(socket.next(), "[\"question\"]") + "[ ]");
            assertThat(socket.next()).isEqualTo("42[\"answer\"]");
        }
    }

    @Test
    void takesBytesForAnAnswer() {
        String placeholders = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";
        try (RawClient.Socket socket = connected()) {
            socket.send("42[\"ask-me\",20000]");
            socket.send("462-" + question(socket.next(), "[\"question\"]") + "[" + placeholders + "]");
            socket.sendBytes("010203");
            socket.sendBytes("04");
            assertThat(socket.next()).isEqualTo("452-[\"answer\"," + placeholders + "]");
            assertThat(socket.next()).isEqualTo("bytes 010203");
            assertThat(socket.next()).isEqualTo("bytes 04");
        }
    }

    @Test
    void waitsForAnAnswerAsLongAsItShould() {
        try (RawClient.Socket socket = connected()) {
            socket.send("42[\"ask-me\",1,\"late\"]");
            String question = question(socket.next(), "[\"question\",\"late\"]");
            assertThat(socket.next()).isEqualTo("42[\"no-answer\"]");
            socket.send("43" + question + "[\"too late\"]");
            socket.send("42[\"message\",\"still here\"]");
            assertThat(socket.next()).isEqualTo("42[\"message-back\",\"still here\"]");
        }
    }

    @Test
    void asksEverybodyAndCountsWhoSaysNothing() {
        try (RawClient.Socket asker = connected();
                RawClient.Socket other = connected()) {
            RawClient.Socket leaver = connected();
            asker.send("42[\"ask-all\",20000,1]");
            question(leaver.next(), "[\"question\",1]");
            leaver.close();
            other.send("43" + question(other.next(), "[\"question\",1]") + "[\"other\"]");
            asker.send("43" + question(asker.next(), "[\"question\",1]") + "[]");
            assertThat(asker.next()).isIn("42[\"answers\",[[],[\"other\"]],1]", "42[\"answers\",[[\"other\"],[]],1]");
        }
    }

    /** The acknowledgement id in an event packet that ends with {@code text}. */
    private static String question(String packet, String text) {
        assertThat(packet).startsWith("42").endsWith(text);
        String number = packet.substring(2, packet.length() - text.length());
        assertThat(number).matches("[0-9]+");
        return number;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42[1]", "42[\"ask-me\"]", "42[\"ask-all\",\"x\"]", "42[\"ask-me\",600001]", "42[\"nothing\"]"})
    void passesOverWhatItDoesNotUnderstand(String message) {
        try (RawClient.Socket socket = connected()) {
            socket.send(message);
            socket.send("42[\"message\"]");
            assertThat(socket.next()).isEqualTo("42[\"message-back\"]");
        }
    }
}
