package dev.carewire.redis.node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes broadcasts, requests and replies in the encoding and the order of properties that the adapter has. Stateless. */
final class MessageWriter implements NodeRequest.Visitor<byte[]>, NodeReply.Visitor<byte[]> {

    byte[] broadcast(NodeBroadcast broadcast) {
        return MessagePackWriter.write(NodeValue.Items.of(
                text(broadcast.sender().value()),
                packet(broadcast.packet()),
                options(broadcast.recipients(), broadcast.flags())));
    }

    @Override
    public byte[] listSocketIds(NodeRequest.ListSocketIds request) {
        return json(head(request, RequestType.SOCKETS).with("rooms", names(request.rooms())));
    }

    @Override
    public byte[] listRooms(NodeRequest.ListRooms request) {
        return json(head(request, RequestType.ALL_ROOMS));
    }

    @Override
    public byte[] join(NodeRequest.Join request) {
        return json(move(head(request, RequestType.REMOTE_JOIN), request.sockets(), request.rooms()));
    }

    @Override
    public byte[] leave(NodeRequest.Leave request) {
        return json(move(head(request, RequestType.REMOTE_LEAVE), request.sockets(), request.rooms()));
    }

    @Override
    public byte[] disconnect(NodeRequest.Disconnect request) {
        return json(selection(head(request, RequestType.REMOTE_DISCONNECT), request.sockets())
                .with("close", new NodeValue.Truth(request.ending() == NodeRequest.Ending.CONNECTION)));
    }

    @Override
    public byte[] fetchSockets(NodeRequest.FetchSockets request) {
        return json(head(request, RequestType.REMOTE_FETCH).with("opts", options(request.sockets())));
    }

    @Override
    public byte[] serverSideEmit(NodeRequest.ServerSideEmit request) {
        return json(head(request, RequestType.SERVER_SIDE_EMIT).with("data", new NodeValue.Items(request.arguments())));
    }

    @Override
    public byte[] broadcastWithAck(NodeRequest.BroadcastWithAck request) {
        return MessagePackWriter.write(head(request, RequestType.BROADCAST)
                .with("packet", packet(request.packet()))
                .with("opts", options(request.recipients(), request.flags()))
                .build());
    }

    @Override
    public byte[] socketIds(NodeReply.SocketIds reply) {
        return json(head(reply).with("sockets", names(reply.socketIds())));
    }

    @Override
    public byte[] rooms(NodeReply.Rooms reply) {
        return json(head(reply).with("rooms", names(reply.rooms())));
    }

    @Override
    public byte[] done(NodeReply.Done reply) {
        return json(head(reply));
    }

    @Override
    public byte[] sockets(NodeReply.Sockets reply) {
        List<NodeValue> sockets = new ArrayList<>();
        for (PeerSocket socket : reply.sockets()) {
            sockets.add(new Properties()
                    .with("id", text(socket.id()))
                    .with("handshake", socket.handshake())
                    .with("rooms", names(socket.rooms()))
                    .with("data", socket.data())
                    .build());
        }
        return json(head(reply).with("sockets", new NodeValue.Items(sockets)));
    }

    @Override
    public byte[] serverAnswer(NodeReply.ServerAnswer reply) {
        return json(head(RequestType.SERVER_SIDE_EMIT, reply).with("data", reply.answer()));
    }

    @Override
    public byte[] clientCount(NodeReply.ClientCount reply) {
        return json(head(RequestType.BROADCAST_CLIENT_COUNT, reply)
                .with("clientCount", new NodeValue.Num(reply.clients())));
    }

    @Override
    public byte[] ack(NodeReply.Ack reply) {
        return MessagePackWriter.write(head(RequestType.BROADCAST_ACK, reply)
                .with("packet", reply.answer())
                .build());
    }

    private static byte[] json(Properties message) {
        return JsonWriter.plain().write(message.build()).getBytes(StandardCharsets.UTF_8);
    }

    private static Properties head(NodeRequest request, RequestType type) {
        Properties head = new Properties().with("uid", text(request.sender().value()));
        request.awaitedAs().ifPresent(id -> head.with("requestId", text(id.value())));
        return head.with("type", new NodeValue.Num(type.number()));
    }

    private static Properties head(NodeReply reply) {
        return new Properties().with("requestId", text(reply.id().value()));
    }

    private static Properties head(RequestType type, NodeReply reply) {
        return new Properties()
                .with("type", new NodeValue.Num(type.number()))
                .with("requestId", text(reply.id().value()));
    }

    private static Properties move(Properties request, Selection sockets, Collection<String> rooms) {
        return sockets.accept(new Selection.Visitor<>() {
            @Override
            public Properties matching(Selection.Matching all) {
                return selection(request, all).with("rooms", names(rooms));
            }

            @Override
            public Properties oneSocket(Selection.OneSocket one) {
                return selection(request, one)
                        .with("room", text(rooms.iterator().next()));
            }
        });
    }

    private static Properties selection(Properties request, Selection sockets) {
        return sockets.accept(new Selection.Visitor<>() {
            @Override
            public Properties matching(Selection.Matching all) {
                return request.with("opts", options(all));
            }

            @Override
            public Properties oneSocket(Selection.OneSocket one) {
                return request.with("sid", text(one.socketId()));
            }
        });
    }

    private static NodeValue packet(NodePacket packet) {
        List<NodeValue> data = new ArrayList<>();
        data.add(text(packet.event()));
        data.addAll(packet.arguments());
        return new Properties()
                .with("type", new NodeValue.Num(NodePacket.TYPE))
                .with("data", new NodeValue.Items(data))
                .with("nsp", text(packet.namespace()))
                .build();
    }

    private static NodeValue options(Selection.Matching sockets) {
        return rooms(sockets).build();
    }

    private static NodeValue options(Selection.Matching sockets, BroadcastFlags flags) {
        Properties set = new Properties();
        for (BroadcastFlags.Flag flag : flags.set()) {
            set.with(flag.property(), new NodeValue.Truth(flag.value()));
        }
        flags.timeout().ifPresent(timeout -> set.with("timeout", new NodeValue.Num(timeout.toMillis())));
        return rooms(sockets).with("flags", set.build()).build();
    }

    private static Properties rooms(Selection.Matching sockets) {
        return new Properties().with("rooms", names(sockets.rooms())).with("except", names(sockets.except()));
    }

    private static NodeValue names(Collection<String> names) {
        return new NodeValue.Items(names.stream().map(MessageWriter::text).toList());
    }

    private static NodeValue text(String value) {
        return new NodeValue.Text(value);
    }

    /** An object in the making. */
    private static final class Properties {

        private final Map<String, NodeValue> fields = new LinkedHashMap<>();

        Properties with(String name, NodeValue value) {
            fields.put(name, value);
            return this;
        }

        NodeValue build() {
            return new NodeValue.Fields(fields);
        }
    }
}
