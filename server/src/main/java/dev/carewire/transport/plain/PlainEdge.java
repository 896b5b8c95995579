package dev.carewire.transport.plain;

import dev.carewire.dialect.PlainDialect;
import dev.carewire.http.PathPattern;
import dev.carewire.transport.netty.HttpEdge;
import dev.carewire.transport.netty.MeasuredRoute;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.WebSocketHandshake;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plain WebSockets on a port, for every client family that speaks them. Any thread. */
public final class PlainEdge implements HttpEdge {

    private static final String HANDSHAKE = "plainHandshake";

    private final PlainConfig config;
    private final List<PlainEndpoint> endpoints;
    private final SessionRuntime sessions;
    private final OriginPolicy origins;
    private final ConnectGate connectGate;
    private final WebSocketHandshake handshake;
    private final PlainHandshakeHandler handshakeHandler = new PlainHandshakeHandler(this);

    /**
     * An edge without clients.
     *
     * @param dialects the client family of each path, which may have variable segments such as {@code /ws/{id}}
     * @param origins the web pages that may connect
     * @param deflateUse counts the compressing WebSockets of the server
     * @param connectGate the gate of all edges of the server
     */
    public PlainEdge(
            PlainConfig config,
            Map<String, PlainDialect> dialects,
            SessionRuntime sessions,
            OriginPolicy origins,
            DeflateUse deflateUse,
            ConnectGate connectGate) {
        this.config = config;
        this.endpoints = dialects.entrySet().stream()
                .map(entry -> new PlainEndpoint(entry.getKey(), entry.getValue(), deflateUse))
                .toList();
        this.sessions = sessions;
        this.origins = origins;
        this.connectGate = connectGate;
        this.handshake = new WebSocketHandshake(sessions.limits().maxPayload(), config.compression(), deflateUse);
    }

    @Override
    public boolean claims(HttpMethod method, String rawPath) {
        return method.equals(HttpMethod.GET) && find(rawPath).isPresent();
    }

    @Override
    public MeasuredRoute measuredRoute(HttpMethod method, QueryStringDecoder target) {
        return find(target.rawPath())
                .map(match -> MeasuredRoute.of(method, match.endpoint().path().toString(), MeasuredRoute.Form.REQUEST))
                .orElse(MeasuredRoute.NONE);
    }

    @Override
    public String entry() {
        return HANDSHAKE;
    }

    @Override
    public void addHandlers(ChannelPipeline pipeline, String next) {
        pipeline.addBefore(next, HANDSHAKE, handshakeHandler);
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
