package dev.carewire.transport.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines each request's {@link ClientAddress} by the header {@code X-Forwarded-For}. Each proxy appends the address of its own client to
 * the header, so only its end is trustworthy. The client is the last address that is not a trusted proxy's. One for the port; any thread.
 */
final class ForwardedAddresses {

    private static final Logger log = LoggerFactory.getLogger(ForwardedAddresses.class);

    private static final String HEADER = "x-forwarded-for";

    private final TrustedProxies proxies;
    private final AtomicBoolean warned = new AtomicBoolean();

    ForwardedAddresses(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** Sets the address of the request with these headers, which has arrived on {@code channel}. */
    void attach(Channel channel, HttpHeaders headers) {
        SocketAddress peer = ClientAddress.ofConnection(channel);
        ClientAddress.setOfRequest(
                channel, proxies.contains(peer) ? clientOf((InetSocketAddress) peer, headers.getAll(HEADER)) : peer);
        if (proxies.networks().isEmpty() && isLoopback(peer) && headers.contains(HEADER)) {
            warn();
        }
    }

    private SocketAddress clientOf(InetSocketAddress proxy, List<String> values) {
        InetAddress client = proxy.getAddress();
        String[] named = String.join(",", values).split(",", -1);
        for (int last = named.length - 1; last >= 0 && proxies.contains(client); last--) {
            Optional<InetAddress> previous = IpLiteral.parse(withoutPort(named[last].strip()));
            if (previous.isEmpty()) {
                break;
            }
            client = previous.get();
        }
        return new InetSocketAddress(client, 0);
    }

    /** Some proxies append the port, too: {@code 192.0.2.1:50000}, {@code [2001:db8::1]:50000}. */
    private static String withoutPort(String address) {
        int bracket = address.indexOf(']');
        if (address.startsWith("[") && bracket > 0) {
            return address.substring(1, bracket);
        }
        int colon = address.indexOf(':');
        return colon >= 0 && colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
    }

    private static boolean isLoopback(SocketAddress peer) {
        return peer instanceof InetSocketAddress internet
                && internet.getAddress().isLoopbackAddress();
    }

    private void warn() {
        if (warned.compareAndSet(false, true)) {
            log.atWarn()
                    .log("a proxy on this machine forwards clients, but server.trusted-proxies is not set:"
                            + " limits per address count all of its clients together (expected: 127.0.0.1,::1)");
        }
    }
}
