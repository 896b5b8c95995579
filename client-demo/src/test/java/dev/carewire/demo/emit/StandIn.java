package dev.carewire.demo.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** A stand-in for CareWire's API for back ends: it records requests and answers as a test asks. */
final class StandIn implements AutoCloseable {

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Request> status = request -> 201;
    private volatile boolean behindProxy;
    private volatile String result = "{}";

    /** One request. */
    record Request(String path, JSONObject claims, String body, long at) {

        boolean isCall() {
            return path.contains("/sockets/");
        }

        /** The verb of a call about sockets, and its body. */
        String call() {
            return path.substring(path.lastIndexOf('/') + 1) + " " + body;
        }

        List<String> names() {
            if (isCall()) {
                return List.of();
            }
            try {
                JSONArray events = new JSONObject(body).getJSONArray("events");
                List<String> names = new ArrayList<>();
                for (int i = 0; i < events.length(); i++) {
                    names.add(events.getJSONObject(i).getString("event"));
                }
                return names;
            } catch (JSONException foreign) {
                throw new IllegalStateException(foreign);
            }
        }
    }

    StandIn(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Accepts events, and answers calls about sockets with a result. */
    void answerCalls(String json) {
        result = json;
        status = request -> request.isCall() ? 200 : 201;
    }

    /** Decides the status of each request; 429 and 503 for a call about sockets ask to wait for a second. */
    void answer(ToIntFunction<Request> decision) {
        status = decision;
    }

    /** Answers like a proxy before the server: every status but 201 has a page as its body. */
    void standBehindProxy() {
        behindProxy = true;
    }

    List<Request> requests() {
        return requests;
    }

    /** Names of the events of all accepted requests, in order. */
    List<String> accepted() {
        return accepted;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String token = exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", "");
        Request request = new Request(exchange.getRequestURI().getPath(), claims(token), body, System.nanoTime());
        requests.add(request);
        int decided = status.applyAsInt(request);
        if (decided == 201) {
            accepted.addAll(request.names());
        }
        if (decided == 429 || decided == 409 || (decided == 503 && request.isCall())) {
            exchange.getResponseHeaders().add("Retry-After", "1");
        }
        byte[] bytes = answer(request, decided).getBytes(UTF_8);
        exchange.sendResponseHeaders(decided, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String answer(Request request, int decided) {
        if (decided == 201) {
            return "{\"success\":true,\"data\":{\"events\":[]}}";
        }
        if (behindProxy) {
            return "<html>" + decided + "</html>";
        }
        return decided == 200 && request.isCall() ? result : "{\"success\":false,\"code\":\"CODE\",\"error\":\"text\"}";
    }

    private static JSONObject claims(String token) {
        try {
            return new JSONObject(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8));
        } catch (JSONException foreign) {
            throw new IllegalStateException(foreign);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
