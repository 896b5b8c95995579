package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.AddressLimits;
import dev.carewire.transport.TestLimits;
import dev.carewire.transport.TestPort;
import dev.carewire.transport.TestSessions;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.netty.PortObserver;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.websocket.DeflateUse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that take their time: what a client sends bit by bit must be complete when its time to authenticate is over. */
class SlowConnectionsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration TIME_TO_ASK = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofSeconds(1))),
            Clock.systemUTC());
    private final ConnectGate connectGate = new ConnectGate(AddressLimits.NONE, Clock.systemUTC());
    private final GracefulPort port = GracefulPort.open(
            TestPort.config(1 << 20, TIME_TO_ASK),
            TestPort.memory(),
            List.of(new SocketIoEdge(
                    SocketIoEdgeTest.engine(LONG, LONG),
                    Map.of("/socket.io/", new EchoDialect()),
                    TestSessions.runtime(hub, Runnable::run, new TestLimits().authenticationTimeout(TIME_TO_ASK)),
                    new OriginPolicy(Set.of()),
                    new DeflateUse(),
                    connectGate)),
            PortObserver.NONE,
            hub,
            connectGate);

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void aHeadThatTricklesInIsCutOff() throws IOException {
        try (RawTcpClient wire = new RawTcpClient(port.boundPort())) {
            assertThat(wire.isCutOffWhileTrickling("GET /health HTTP/1.1\r\nX-Slow: " + "x".repeat(3_000), PAUSE))
                    .isTrue();
        }
    }

    @Test
    void aFrameThatTricklesInIsCutOff() throws IOException {
        try (RawTcpClient wire = new RawTcpClient(port.boundPort())) {
            wire.write(EngineRequests.webSocket(""));
            wire.await("0{\"sid\":\"");

            assertThat(wire.isCutOffWhileTrickling("\u0001~\u000f".repeat(1_000), PAUSE))
                    .isTrue();
        }
    }

    @Test
    void connectionsThatAskForNothingAreCutOffHoweverManyThereAre() throws IOException {
        List<RawTcpClient> silent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            silent.add(new RawTcpClient(port.boundPort()));
        }
        for (RawTcpClient wire : silent) {
            wire.awaitEnd();
            wire.close();
        }
    }
}
