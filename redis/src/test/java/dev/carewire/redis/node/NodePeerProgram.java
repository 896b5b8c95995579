package dev.carewire.redis.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * A {@link SocketIoPeer} with two clients in memory, for {@code client-demo/javascript/test/node-cluster.test.mjs}. Its caller
 * carries the messages between Redis and the program's lines, and moves its clock. Columns of a line are separated by tabs, names
 * in a list by spaces.
 */
final class NodePeerProgram {

    private final NodeCodec codec = new NodeCodec(NodeLimits.STANDARD);
    private final PrintStream out;
    private final SocketIoPeer peer;
    private long nanoTime;
    private int lastId;

    private NodePeerProgram(PrintStream out) {
        this.out = out;
        InMemoryClients clients = new InMemoryClients(new Log());
        clients.connect("java-1", "ward");
        clients.connect("java-2");
        peer = new SocketIoPeer(
                new PeerId("java"),
                new NodeChannels(NodeChannels.STANDARD_PREFIX, "/"),
                codec,
                clients,
                (channel, message) -> print("publish", channel, HexFormat.of().formatHex(message)),
                this::nextId,
                new AwaitedReplies(() -> nanoTime, AwaitedReplies.Bounds.STANDARD),
                new OwedAcks(() -> nanoTime, 100, Duration.ofSeconds(30)));
    }

    /** Obeys the lines of standard input until its end. */
    public static void main(String[] args) throws IOException, MalformedNodeMessageException {
        NodePeerProgram program = new NodePeerProgram(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        program.print("ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            program.obey(List.of(line.split("\t", -1)));
        }
    }

    private void obey(List<String> line) throws MalformedNodeMessageException {
        switch (line.get(0)) {
            case "message" -> peer.receive(line.get(1), HexFormat.of().parseHex(line.get(2)));
            case "emit" ->
                peer.broadcast(
                        new NodePacket("/", line.get(4), values(line.subList(5, line.size()))),
                        matching(line.get(1), line.get(2)),
                        new BroadcastFlags(flags(line.get(3)), Optional.empty()));
            case "ask" -> {
                NodePacket packet = new NodePacket("/", line.get(3), values(line.subList(4, line.size())));
                BroadcastFlags flags = new BroadcastFlags(Set.of(), Optional.of(AwaitedReplies.STANDARD_TIMEOUT));
                ask(
                        line,
                        (self, id) ->
                                new NodeRequest.BroadcastWithAck(self, id, packet, matching(line.get(2), ""), flags));
            }
            case "rooms" -> ask(line, NodeRequest.ListRooms::new);
            case "fetch" ->
                ask(line, (self, id) -> new NodeRequest.FetchSockets(self, id, matching(line.get(2), line.get(3))));
            case "join" ->
                peer.request(self ->
                        new NodeRequest.Join(self, Optional.empty(), matching(line.get(1), ""), names(line.get(2))));
            case "leave" ->
                peer.request(self ->
                        new NodeRequest.Leave(self, Optional.empty(), matching(line.get(1), ""), names(line.get(2))));
            case "disconnect" ->
                peer.request(self -> new NodeRequest.Disconnect(
                        self, Optional.empty(), matching(line.get(1), ""), NodeRequest.Ending.CONNECTION));
            case "pass" -> {
                nanoTime += Duration.ofMillis(Long.parseLong(line.get(1))).toNanos();
                peer.expire();
            }
            default -> throw new IllegalArgumentException(line.get(0));
        }
    }

    private void ask(List<String> line, BiFunction<PeerId, RequestId, NodeRequest> request) {
        peer.ask(request, Integer.parseInt(line.get(1)), AwaitedReplies.STANDARD_TIMEOUT)
                .thenAccept(this::printAnswer);
    }

    private void printAnswer(NodeAnswer answer) {
        Set<String> content = new TreeSet<>();
        for (NodeReply reply : answer.replies()) {
            if (reply instanceof NodeReply.Rooms rooms) {
                content.addAll(rooms.rooms());
            } else if (reply instanceof NodeReply.Sockets sockets) {
                sockets.sockets().forEach(socket -> content.add(socket.id() + "=" + new TreeSet<>(socket.rooms())));
            } else if (reply instanceof NodeReply.Ack ack) {
                content.add(JsonWriter.plain().write(ack.answer()));
            }
        }
        print(
                "answer",
                answer.outcome().name(),
                Integer.toString(answer.missingPeers()),
                Integer.toString(answer.missingClients()),
                String.join(" ", content));
    }

    private void print(String... columns) {
        out.println(String.join("\t", columns));
    }

    private RequestId nextId() {
        lastId++;
        return new RequestId("java-" + lastId);
    }

    private static Selection.Matching matching(String rooms, String except) {
        return new Selection.Matching(names(rooms), names(except));
    }

    private static Set<String> names(String list) {
        return list.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(list.split(" ", -1)));
    }

    private static Set<BroadcastFlags.Flag> flags(String list) {
        Set<BroadcastFlags.Flag> flags = EnumSet.noneOf(BroadcastFlags.Flag.class);
        names(list).forEach(name -> flags.add(BroadcastFlags.Flag.valueOf(name)));
        return flags;
    }

    private List<NodeValue> values(List<String> columns) throws MalformedNodeMessageException {
        List<NodeValue> values = new ArrayList<>();
        for (String column : columns) {
            if (column.startsWith("bytes:")) {
                values.add(new NodeValue.Bytes(HexFormat.of().parseHex(column.substring("bytes:".length()))));
            } else if (column.startsWith("moment:")) {
                values.add(new NodeValue.Moment(Instant.parse(column.substring("moment:".length()))));
            } else {
                values.add(codec.json(column));
            }
        }
        return values;
    }

    /** Prints what happens to the clients. */
    private final class Log implements InMemoryClients.Log {

        @Override
        public void event(String client, NodePacket packet, BroadcastFlags flags) {
            JsonArguments arguments = packet.jsonArguments();
            List<String> columns =
                    new ArrayList<>(List.of("event", client, flags.set().toString(), packet.event()));
            columns.addAll(arguments.texts());
            arguments.attachments().forEach(bytes -> columns.add(HexFormat.of().formatHex(bytes.toArray())));
            print(columns.toArray(String[]::new));
        }

        @Override
        public void disconnected(String client, NodeRequest.Ending ending) {
            print("disconnected", client, ending.name());
        }
    }
}
