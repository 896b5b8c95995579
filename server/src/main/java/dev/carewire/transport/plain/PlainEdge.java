package dev.carewire.transport.plain;

import dev.carewire.dialect.PlainDialect;
import dev.carewire.http.PathPattern;
import dev.carewire.transport.http.HttpChannelFactory;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.WebSocketHandshake;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plain WebSockets for every client family that speaks them. Stands before the HTTP API, which gets the requests for all other paths.
 * Any thread.
 */
public final class PlainEdge implements HttpChannelFactory {

    private final PlainConfig config;
    private final List<PlainEndpoint> endpoints;
    private final SessionRuntime sessions;
    private final OriginPolicy origins;
    private final ConnectGate connectGate;
    private final WebSocketHandshake handshake;
    private final HttpChannelFactory api;

    /**
     * An edge before an HTTP API.
     *
     * @param dialects the client family of each path, which may have variable segments such as {@code /ws/{id}}
     * @param origins whose pages may connect
     * @param deflateUse whether any WebSocket of the server takes compressed messages
     * @param door to all edges of the server
     */
    public PlainEdge(
            PlainConfig config,
            Map<String, PlainDialect> dialects,
            SessionRuntime sessions,
            OriginPolicy origins,
            DeflateUse deflateUse,
            ConnectGate door,
            HttpChannelFactory api) {
        this.config = config;
        this.endpoints = dialects.entrySet().stream()
                .map(entry -> new PlainEndpoint(entry.getKey(), entry.getValue(), deflateUse))
                .toList();
        this.sessions = sessions;
        this.origins = origins;
        this.connectGate = door;
        this.handshake = new WebSocketHandshake(config.maxPayload(), config.permessageDeflate(), deflateUse);
        this.api = api;
    }

    @Override
    public ChannelHandler newHandler() {
        return new PlainHandshakeHandler(this, api.newHandler());
    }

    @Override
    public boolean streamsBody(HttpRequest head) {
        return api.streamsBody(head);
    }

    /** Where a percent-encoded path leads, and what its variable segments are; empty if it is none of a WebSocket. */
    Optional<EndpointMatch> find(String path) {
        List<String> segments = PathPattern.decode(path);
        for (PlainEndpoint endpoint : endpoints) {
            Optional<Map<String, String>> values = endpoint.path().match(segments);
            if (values.isPresent()) {
                return Optional.of(new EndpointMatch(endpoint, values.get()));
            }
        }
        return Optional.empty();
    }

    /** An endpoint that a path leads to. */
    record EndpointMatch(PlainEndpoint endpoint, Map<String, String> segments) {}

    PlainConfig config() {
        return config;
    }

    SessionRuntime sessions() {
        return sessions;
    }

    OriginPolicy origins() {
        return origins;
    }

    ConnectGate connectGate() {
        return connectGate;
    }

    WebSocketHandshake handshake() {
        return handshake;
    }
}
