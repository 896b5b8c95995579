package dev.carewire.transport.netty;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reverse proxies that the server trusts to name the addresses of their clients.
 *
 * @param networks the addresses of the proxies; empty: the server trusts none
 */
public record TrustedProxies(List<Network> networks) {

    /** No proxy: the address of a client is that of its connection. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /**
     * The addresses with a common prefix (RFC 4632, RFC 4291).
     *
     * @param prefix bits that all addresses of the network share, 0 to 32 or 128
     */
    public record Network(InetAddress base, int prefix) {

        public Network {
            if (prefix < 0 || prefix > bits(base)) {
                throw new IllegalArgumentException("prefix: " + prefix + " (expected: 0.." + bits(base) + ")");
            }
        }

        private static Optional<Network> parse(String text) {
            int slash = text.indexOf('/');
            Optional<InetAddress> base = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
            if (base.isEmpty() || slash < 0) {
                return base.map(address -> new Network(address, bits(address)));
            }
            String prefix = text.substring(slash + 1);
            return prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= bits(base.get())
                    ? Optional.of(new Network(base.get(), Integer.parseInt(prefix)))
                    : Optional.empty();
        }

        private boolean contains(InetAddress address) {
            int bits = bits(base);
            return bits == bits(address) && shared(address, bits).equals(shared(base, bits));
        }

        private BigInteger shared(InetAddress address, int bits) {
            return new BigInteger(1, address.getAddress()).shiftRight(bits - prefix);
        }

        private static int bits(InetAddress address) {
            return address.getAddress().length * Byte.SIZE;
        }
    }

    /** The proxies in these networks, each an address or an address, a slash and a prefix; empty if one of them is neither. */
    public static Optional<TrustedProxies> parse(List<String> texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            Optional<Network> network = Network.parse(text);
            if (network.isEmpty()) {
                return text.isEmpty() && texts.size() == 1 ? Optional.of(NONE) : Optional.empty();
            }
            networks.add(network.get());
        }
        return Optional.of(new TrustedProxies(networks));
    }

    /** Whether the server trusts a proxy at that address. */
    boolean contains(SocketAddress address) {
        return !networks.isEmpty() && address instanceof InetSocketAddress internet && contains(internet.getAddress());
    }

    /** Whether the server trusts a proxy at that address. */
    boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
