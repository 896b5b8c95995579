package dev.carewire.adapter.openai;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Optional;

/** One address below an endpoint, and the way to it. Redirections are not followed. Any thread. */
final class OpenAiEndpoint {

    private final URI address;
    private final Optional<String> key;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * An address that was not asked yet.
     *
     * @param url the endpoint's, with or without a slash at its end; its query is kept, as some want a version there
     * @param path what is appended
     * @param key sent as bearer token; empty for none
     */
    OpenAiEndpoint(URI url, String path, Optional<String> key) {
        this.address = address(url, path);
        this.key = key;
    }

    private static URI address(URI url, String path) {
        String base = url.getRawPath();
        String query = url.getRawQuery();
        return URI.create(url.getScheme() + "://" + url.getRawAuthority()
                + (base.endsWith("/") ? base : base + "/") + path
                + (query == null ? "" : "?" + query));
    }

    HttpClient client() {
        return client;
    }

    /** A request that shows the key. */
    HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        key.ifPresent(token -> request.header("authorization", "Bearer " + token));
        return request;
    }
}
