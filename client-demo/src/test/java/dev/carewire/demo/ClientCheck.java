package dev.carewire.demo;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * A program that exercises the client library on its class path. It uses only the API that all generations share. Ends
 * with exit code 0 on success.
 */
final class ClientCheck {

    private static final long DEADLINE_SECONDS = 20;

    private static final String AUTH = "auth {token=\"t\"}";

    private final Socket socket;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final AtomicReference<String> transport = new AtomicReference<>("none");

    private ClientCheck(String url, String path, String[] transports, Map<String, String> proof) throws Exception {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.reconnectionDelay = 100;
        options.path = path;
        options.transports = transports;
        prove(options, proof);
        socket = IO.socket(URI.create(url), options);
        socket.io().on(Manager.EVENT_TRANSPORT, created -> transport.set(((Transport) created[0]).name));
        for (String event : new String[] {"connect", "disconnect"}) {
            socket.on(event, arguments -> seen.add(event));
        }
        for (String event : new String[] {"error", "connect_error"}) {
            socket.on(event, arguments -> seen.add("refused: " + refusal(arguments[0])));
        }
        socket.on("question", arguments -> answer(arguments));
        for (String event : new String[] {"auth", "message-back", "answer", "answers", "no-answer"}) {
            socket.on(event, arguments -> seen.add(event + " " + shown(arguments)));
        }
    }

    /** The newer generation has a field for it; the older one puts it into the query. */
    private static void prove(IO.Options options, Map<String, String> proof) throws Exception {
        try {
            IO.Options.class.getField("auth").set(options, proof);
        } catch (NoSuchFieldException older) {
            options.query = proof.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining("&"));
        }
    }

    private static String refusal(Object cause) {
        return cause instanceof JSONObject object ? object.optString("message") : cause.toString();
    }

    /** Answers with the question's arguments, with bytes, or with nothing. */
    private static void answer(Object[] question) {
        Ack reply = (Ack) question[question.length - 1];
        switch (String.valueOf(question[0])) {
            case "silence" -> {}
            case "bytes" -> reply.call(new byte[] {1, -2, 3}, "é🏥", new byte[0]);
            default -> reply.call(Arrays.copyOf(question, question.length - 1));
        }
    }

    /** {@code open URL TRANSPORTS} or {@code clinic URL PATH TRANSPORTS TOKEN TENANT}. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("open")) {
            new ClientCheck(arguments[1], "/socket.io/", arguments[2].split(","), Map.of("token", "t")).tryAll();
        } else {
            String[] transports = arguments[3].split(",");
            Map<String, String> proof = Map.of("token", arguments[4], "tenantId", arguments[5]);
            new ClientCheck(arguments[1], arguments[2], transports, proof).tryEntry();
        }
        System.exit(0);
    }

    private void tryEntry() throws InterruptedException {
        socket.connect();
        System.out.println(next());
    }

    private void tryAll() throws Exception {
        socket.connect();
        expect("connect");
        expect(AUTH);
        exchange();
        beAsked();
        // Until the change of transport has completed, and a little longer.
        for (int i = 0; i < 20; i++) {
            exchange();
        }
        System.out.println("done over " + transport.get());
        // Failed attempts may occur before, and between the two.
        check("disconnect", nextButFailures());
        check("connect", nextButFailures());
        expect(AUTH);
        exchange();
        beAsked();
        System.out.println("done again");
    }

    private void exchange() throws Exception {
        byte[] bytes = {1, -2, 3};
        JSONObject nested =
                new JSONObject().put("deep", new JSONArray().put(bytes).put("é🏥"));
        Object[] mixed = {"one", 2, nested, bytes, new byte[0]};
        String shown = "\"one\" 2 {deep=[#01fe03 \"é🏥\"]} #01fe03 #";
        socket.emit("message", "one", 2);
        expect("message-back \"one\" 2");
        socket.emit("message", mixed);
        expect("message-back " + shown);
        acknowledged(new Object[] {"one", 2}, "\"one\" 2");
        acknowledged(mixed, shown);
    }

    private void beAsked() throws Exception {
        long patience = TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS);
        socket.emit("ask-me", patience, "one", 2);
        expect("answer \"one\" 2");
        socket.emit("ask-me", patience, "bytes");
        expect("answer #01fe03 \"é🏥\" #");
        socket.emit("ask-me", 1, "silence");
        expect("no-answer ");
        socket.emit("ask-all", patience, "one", 2);
        expect("answers [[\"one\" 2]] 0");
        socket.emit("ask-all", 1, "silence");
        expect("answers [] 1");
    }

    private void acknowledged(Object[] arguments, String expected) throws InterruptedException {
        Ack answer = values -> seen.add("ack " + shown(values));
        socket.emit("message-with-ack", arguments, answer);
        expect("ack " + expected);
    }

    private String next() throws InterruptedException {
        String next = seen.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    private String nextButFailures() throws InterruptedException {
        String next = next();
        while (next.startsWith("refused: ")) {
            next = next();
        }
        return next;
    }

    private void expect(String expected) throws InterruptedException {
        check(expected, next());
    }

    private static void check(String expected, String actual) {
        if (!actual.equals(expected)) {
            System.out.println(actual + " (expected: " + expected + ")");
            System.exit(1);
        }
    }

    private static String shown(Object[] values) {
        return Stream.of(values).map(ClientCheck::shown).collect(Collectors.joining(" "));
    }

    private static String shown(Object value) {
        if (value instanceof byte[] bytes) {
            return "#" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof JSONArray array) {
            Object[] items = new Object[array.length()];
            Arrays.setAll(items, array::opt);
            return "[" + shown(items) + "]";
        }
        if (value instanceof JSONObject object) {
            JSONArray names = object.names();
            Object[] fields = new Object[names == null ? 0 : names.length()];
            Arrays.setAll(
                    fields,
                    i -> names.opt(i) + "=" + shown(object.opt(names.opt(i).toString())));
            return Stream.of(fields).map(Object::toString).collect(Collectors.joining(",", "{", "}"));
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }
}
