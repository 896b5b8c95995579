package dev.carewire.app.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Names this process to an operator who has to find it among others. */
public final class ServerProcess {

    /** Linux has the machine's name here; the Java library asks the name servers for it, which may take long. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private ServerProcess() {}

    /** Process id, machine and time of the start, such as {@code CareWire process 7 on front-desk since 2026-01-31T08:00:00Z}. */
    public static String describe(Clock clock) {
        return "CareWire process " + ProcessHandle.current().pid() + " on " + host() + " since "
                + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String host() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException otherSystem) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                return "this machine";
            }
        }
    }
}
