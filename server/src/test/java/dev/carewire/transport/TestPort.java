package dev.carewire.transport;

import dev.carewire.hub.Hub;
import dev.carewire.memory.MemoryBudgets;
import dev.carewire.transport.netty.HttpEdge;
import dev.carewire.transport.netty.PortConfig;
import dev.carewire.transport.netty.PortObserver;
import dev.carewire.transport.netty.TrustedProxies;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import java.time.Duration;
import java.util.List;

/** Real ports of this machine, each a free one. */
public final class TestPort {

    /** Longer than any test takes. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final long MEMORY = 64 << 20;

    /** HTTP connections that may count for one user. */
    private static final int KEPT_PER_USER = 3;

    private TestPort() {}

    public static GracefulPort open(Hub hub, ConnectGate connectGate, HttpEdge... edges) {
        return GracefulPort.open(config(1 << 20, LONG), memory(), List.of(edges), PortObserver.NONE, hub, connectGate);
    }

    /** Budgets that no test reaches by accident. */
    public static MemoryBudgets memory() {
        return MemoryBudgets.of(MEMORY, MEMORY, MEMORY);
    }

    public static PortConfig config(int sendWindow, Duration firstRequestTimeout) {
        return config(sendWindow, firstRequestTimeout, TrustedProxies.NONE);
    }

    /** A port that believes these proxies. */
    public static PortConfig behind(TrustedProxies proxies) {
        return config(1 << 20, LONG, proxies);
    }

    private static PortConfig config(int sendWindow, Duration firstRequestTimeout, TrustedProxies proxies) {
        return new PortConfig(
                "127.0.0.1", 0, 2, sendWindow, firstRequestTimeout, proxies, KEPT_PER_USER, Duration.ofSeconds(5));
    }
}
