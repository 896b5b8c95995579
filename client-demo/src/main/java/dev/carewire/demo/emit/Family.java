package dev.carewire.demo.emit;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A client family: the wire format in which a back end emits. */
public enum Family {
    /** Socket.IO at {@code /socket.io/}. */
    DERM_APP("derm-app", "tenant:(.+?)(?::module:[^:]+)?|(?:patient-flow|room-board|provider-queue):([^:]+)(?::.*)?"),
    /** Socket.IO at {@code /api/socket}. */
    CLINIC("clinic", "(?:tenant|queue|appointments|visits|prescriptions|invoices|patients):(.+)"),
    /** Plain WebSocket at {@code /ws}. */
    KENEYAPP("keneyapp", "tenant:(.+)"),
    /** Plain WebSocket at {@code /ws/health} and its siblings. */
    HEALTHMATE("healthmate", "tenant:(.+)"),
    /** Plain WebSocket at {@code /v1/ws/notifications}. */
    DIAGNOXIX("diagnoxix", "tenant:(.+)");

    private final String wireName;

    /** Each alternative has one group, the tenant. */
    private final Pattern tenantRooms;

    Family(String wireName, String tenantRooms) {
        this.wireName = wireName;
        this.tenantRooms = Pattern.compile(tenantRooms);
    }

    /** The name in requests. */
    public String wireName() {
        return wireName;
    }

    /** The tenant that the name of a room contains. */
    public Optional<String> tenantIn(String room) {
        Matcher matcher = tenantRooms.matcher(room);
        return matcher.matches()
                ? IntStream.rangeClosed(1, matcher.groupCount())
                        .mapToObj(matcher::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                : Optional.empty();
    }
}
