package dev.carewire.adapter.openai;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/** One resource of an endpoint, with its HTTP client. Does not follow redirects. Any thread. */
final class OpenAiEndpoint {

    /** Long enough for three attempts of the network. The caller bounds the answer. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);

    private final URI address;
    private final Optional<String> key;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * A resource of an endpoint.
     *
     * @param url the endpoint's base address, with or without a trailing slash. Its query is kept, since some endpoints
     *     require a version there
     * @param path appended to the base address
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

    /** A request with the key. */
    HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        key.ifPresent(token -> request.header("authorization", "Bearer " + token));
        return request;
    }
}
