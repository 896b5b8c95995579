package dev.carewire.protocol;

import java.util.ArrayList;
import java.util.List;

/** Several Engine.IO packets in one HTTP body: texts joined by the record separator. */
public final class PollingPayload {

    /** Stands between two packets. */
    public static final char SEPARATOR = '\u001e';

    private PollingPayload() {}

    /**
     * The packets of a request body, in order.
     *
     * @param most how many packets one body may hold
     */
    public static List<EnginePacket> decode(String body, int most) throws MalformedPacketException {
        List<EnginePacket> packets = new ArrayList<>();
        int from = 0;
        while (from <= body.length()) {
            int separator = body.indexOf(SEPARATOR, from);
            int to = separator < 0 ? body.length() : separator;
            if (packets.size() == most) {
                throw new MalformedPacketException("more than " + most + " packets in one payload");
            }
            packets.add(EnginePacket.decode(body.substring(from, to)));
            from = to + 1;
        }
        return packets;
    }
}
