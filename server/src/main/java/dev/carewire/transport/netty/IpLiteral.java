package dev.carewire.transport.netty;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses in text form. Never asks a name server. */
final class IpLiteral {

    /** Longer than any address in text form. */
    private static final int MAX_LENGTH = 64;

    private IpLiteral() {}

    /** The IPv4 or IPv6 address that is {@code text}; empty for any other text. An IPv4 address within IPv6 is an IPv4 address. */
    static Optional<InetAddress> parse(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException neverOfThatLength) {
            return Optional.empty();
        }
    }
}
