package dev.carewire.transport.netty;

import dev.carewire.memory.MemoryBudgets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import java.time.Duration;
import java.util.List;

/**
 * The handlers that every connection starts with: encoder and decoder of HTTP, and the aggregator. The dispatcher selects an edge for
 * each request, and the last handler closes failed connections. Before them, a connection of a trusted proxy has the PROXY protocol. The edges' handlers
 * join them with the first request for each edge.
 */
@Sharable
public final class HttpPipeline extends ChannelInitializer<Channel> {

    /** Name of the last handler; the edges' handlers precede it. */
    static final String LAST_RESORT = "lastResort";

    private final List<HttpEdge> edges;
    private final int maxBody;
    private final MemoryBudgets memory;
    private final PortObserver observer;
    private final ConnectionLimits limits;
    private final Duration firstRequestTimeout;
    private final TrustedProxies trustedProxies;
    private final ForwardedAddresses addresses;
    private final CloseOnFailureHandler closeOnFailure = new CloseOnFailureHandler();

    /**
     * Handlers for all connections of a port.
     *
     * @param memory the budgets of the server
     * @param edges in the order in which each request is offered to them
     */
    public HttpPipeline(PortConfig config, MemoryBudgets memory, List<HttpEdge> edges, PortObserver observer) {
        this.edges = List.copyOf(edges);
        this.maxBody = edges.stream().mapToInt(HttpEdge::maxBody).max().orElse(0);
        this.memory = memory;
        this.observer = observer;
        this.firstRequestTimeout = config.firstRequestTimeout();
        this.trustedProxies = config.trustedProxies();
        this.limits = new ConnectionLimits(memory, new KeptConnections(config.keptPerUser()), trustedProxies);
        this.addresses = new ForwardedAddresses(trustedProxies);
    }

    @Override
    protected void initChannel(Channel channel) {
        RequestArrival arrival = new RequestArrival(limits);
        EdgeDispatcher dispatcher = new EdgeDispatcher(edges, addresses, firstRequestTimeout, arrival);
        if (trustedProxies.contains(channel.remoteAddress())) {
            channel.pipeline().addLast("proxyProtocol", new ProxyProtocolDetector());
        }
        SequentialRequestDecoder requests = new SequentialRequestDecoder(arrival);
        channel.pipeline()
                .addLast("unread", new UnreadMeter(memory.outgoing()))
                .addLast("arrival", arrival)
                // The encoder first, since the decoder of WebSocket frames, which replaces this one, sends close
                // frames.
                .addLast("responses", new SequentialResponseEncoder(requests))
                .addLast("requests", requests)
                .addLast("requestMeter", new RequestMeter(dispatcher::measuredRoute, observer))
                .addLast(
                        "aggregator", new BoundedAggregator(maxBody, head -> dispatcher.select(channel, head), arrival))
                .addLast("edges", dispatcher)
                .addLast(LAST_RESORT, closeOnFailure);
    }
}
