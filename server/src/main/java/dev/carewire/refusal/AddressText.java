package dev.carewire.refusal;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The form of a client's address in the log: without the port, which differs for each connection. Any thread. */
public final class AddressText {

    private AddressText() {}

    /** The IP address as digits; never looks up a name. */
    public static String of(SocketAddress address) {
        return address instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : String.valueOf(address);
    }
}
