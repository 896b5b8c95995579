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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A server with two clients in memory, for {@code client-demo/javascript/test/node-cluster.test.mjs}: the codec and the counters
 * of replies among published Node.js servers. Its caller carries the messages between Redis and the program's lines, and
 * moves its clock. Columns of a line are separated by tabs, names in a list by spaces.
 */
final class NodePeerProgram {

    private static final PeerId SELF = new PeerId("java");

    private final NodeChannels channels = new NodeChannels(NodeChannels.STANDARD_PREFIX, "/");
    private final NodeCodec codec = new NodeCodec(NodeLimits.STANDARD);
    private final PrintStream out;
    private final Map<String, Set<String>> clients = new LinkedHashMap<>();
    private long nanoTime;
    private int lastId;
    private final AwaitedReplies awaited = new AwaitedReplies(() -> nanoTime, AwaitedReplies.Bounds.STANDARD);
    private final OwedAcks owed = new OwedAcks(() -> nanoTime, 100, Duration.ofSeconds(30));

    private NodePeerProgram(PrintStream out) {
        this.out = out;
        for (String client : List.of("java-1", "java-2")) {
            clients.put(client, new LinkedHashSet<>(Set.of(client)));
        }
        clients.get("java-1").add("ward");
    }

    /** Obeys the lines of standard input until its end. */
    public static void main(String[] args) throws IOException {
        NodePeerProgram program = new NodePeerProgram(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        program.print("ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                program.obey(List.of(line.split("\t", -1)));
            } catch (MalformedNodeMessageException rejected) {
                program.print("rejected", rejected.reason().name());
            }
        }
    }

    private void obey(List<String> line) throws MalformedNodeMessageException {
        switch (line.get(0)) {
            case "message" -> receive(line.get(1), HexFormat.of().parseHex(line.get(2)));
            case "emit" ->
                publish(new NodeBroadcast(
                        SELF,
                        new NodePacket("/", line.get(4), values(line.subList(5, line.size()))),
                        matching(line.get(1), line.get(2)),
                        new BroadcastFlags(flags(line.get(3)), Optional.empty())));
            case "ask" ->
                await(
                        line,
                        new NodeRequest.BroadcastWithAck(
                                SELF,
                                nextId(),
                                new NodePacket("/", line.get(3), values(line.subList(4, line.size()))),
                                matching(line.get(2), ""),
                                new BroadcastFlags(Set.of(), Optional.of(AwaitedReplies.STANDARD_TIMEOUT))));
            case "rooms" -> await(line, new NodeRequest.ListRooms(SELF, nextId()));
            case "fetch" ->
                await(line, new NodeRequest.FetchSockets(SELF, nextId(), matching(line.get(2), line.get(3))));
            case "join" ->
                request(new NodeRequest.Join(SELF, Optional.empty(), matching(line.get(1), ""), names(line.get(2))));
            case "leave" ->
                request(new NodeRequest.Leave(SELF, Optional.empty(), matching(line.get(1), ""), names(line.get(2))));
            case "disconnect" ->
                request(new NodeRequest.Disconnect(
                        SELF, Optional.empty(), matching(line.get(1), ""), NodeRequest.Ending.CONNECTION));
            case "pass" -> {
                nanoTime += Duration.ofMillis(Long.parseLong(line.get(1))).toNanos();
                awaited.expire().forEach(this::printAnswer);
            }
            default -> throw new IllegalArgumentException(line.get(0));
        }
    }

    private void receive(String channel, byte[] message) throws MalformedNodeMessageException {
        Optional<NodeChannels.Kind> kind = channels.parse(channel);
        if (kind.isEmpty()) {
            print("foreign", channel);
        } else if (kind.get() instanceof NodeChannels.Broadcast) {
            deliver(codec.broadcast(message));
        } else if (kind.get() instanceof NodeChannels.Request) {
            NodeRequest request = codec.request(message);
            if (!request.sender().equals(SELF)) {
                request.accept(new Receiver());
            }
        } else {
            awaited.reply(codec.reply(message), message.length).ifPresent(this::printAnswer);
        }
    }

    private void deliver(NodeBroadcast broadcast) {
        if (!broadcast.sender().equals(SELF)) {
            matching(broadcast.recipients())
                    .forEach(client -> printEvent(client, broadcast.packet(), broadcast.flags()));
        }
    }

    private List<String> matching(Selection.Matching selection) {
        return clients.entrySet().stream()
                .filter(client -> selection.rooms().isEmpty() || meets(client.getValue(), selection.rooms()))
                .filter(client -> !meets(client.getValue(), selection.except()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean meets(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private List<String> selected(Selection selection) {
        return selection.accept(new Selection.Visitor<>() {
            @Override
            public List<String> matching(Selection.Matching all) {
                return NodePeerProgram.this.matching(all);
            }

            @Override
            public List<String> oneSocket(Selection.OneSocket one) {
                return clients.containsKey(one.socketId()) ? List.of(one.socketId()) : List.of();
            }
        });
    }

    private void await(List<String> line, NodeRequest request) {
        int peers = Integer.parseInt(line.get(1));
        awaited.await(request, peers, AwaitedReplies.STANDARD_TIMEOUT)
                .ifPresentOrElse(this::printAnswer, () -> request(request));
    }

    private void request(NodeRequest request) {
        print("publish", channels.request(), HexFormat.of().formatHex(codec.encode(request)));
    }

    private void publish(NodeBroadcast broadcast) {
        print("publish", channels.of(broadcast), HexFormat.of().formatHex(codec.encode(broadcast)));
    }

    private void reply(NodeReply reply) {
        print("publish", channels.response(), HexFormat.of().formatHex(codec.encode(reply)));
    }

    private void printEvent(String client, NodePacket packet, BroadcastFlags flags) {
        JsonArguments arguments = packet.jsonArguments();
        List<String> columns =
                new ArrayList<>(List.of("event", client, flags.set().toString(), packet.event()));
        columns.addAll(arguments.texts());
        arguments.attachments().forEach(bytes -> columns.add(HexFormat.of().formatHex(bytes.toArray())));
        print(columns.toArray(String[]::new));
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

    /** Does what other servers ask, for the clients in memory. */
    private final class Receiver implements NodeRequest.Visitor<Integer> {

        @Override
        public Integer listSocketIds(NodeRequest.ListSocketIds request) {
            List<String> found = matching(new Selection.Matching(request.rooms(), Set.of()));
            reply(new NodeReply.SocketIds(request.id(), new LinkedHashSet<>(found)));
            return found.size();
        }

        @Override
        public Integer listRooms(NodeRequest.ListRooms request) {
            Set<String> rooms = new LinkedHashSet<>();
            clients.values().forEach(rooms::addAll);
            reply(new NodeReply.Rooms(request.id(), rooms));
            return rooms.size();
        }

        @Override
        public Integer join(NodeRequest.Join request) {
            List<String> moved = selected(request.sockets());
            moved.forEach(client -> clients.get(client).addAll(request.rooms()));
            return moved.size();
        }

        @Override
        public Integer leave(NodeRequest.Leave request) {
            List<String> moved = selected(request.sockets());
            moved.forEach(client -> clients.get(client).removeAll(request.rooms()));
            return moved.size();
        }

        @Override
        public Integer disconnect(NodeRequest.Disconnect request) {
            List<String> ended = selected(request.sockets());
            ended.forEach(client -> {
                clients.remove(client);
                print("disconnected", client, request.ending().name());
            });
            return ended.size();
        }

        @Override
        public Integer fetchSockets(NodeRequest.FetchSockets request) {
            List<PeerSocket> found = matching(request.sockets()).stream()
                    .map(client -> new PeerSocket(
                            client,
                            new NodeValue.Fields(Map.of("address", new NodeValue.Text("127.0.0.1"))),
                            clients.get(client),
                            new NodeValue.Fields(Map.of("from", new NodeValue.Text("java")))))
                    .toList();
            reply(new NodeReply.Sockets(request.id(), found));
            return found.size();
        }

        @Override
        public Integer serverSideEmit(NodeRequest.ServerSideEmit request) {
            print("ignored", request.awaitedAs().isPresent() ? "awaited" : "not awaited");
            return 0;
        }

        /** Each client answers with its own id. */
        @Override
        public Integer broadcastWithAck(NodeRequest.BroadcastWithAck request) {
            List<String> recipients = matching(request.recipients());
            owed.admit(request).ifPresent(ticket -> {
                reply(owed.delivered(ticket, recipients.size()));
                recipients.forEach(client ->
                        owed.acknowledged(ticket, new NodeValue.Text(client)).ifPresent(NodePeerProgram.this::reply));
            });
            return recipients.size();
        }
    }
}
