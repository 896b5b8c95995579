package dev.carewire.redis.node;

import dev.carewire.redis.node.BroadcastFlags.Flag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads broadcasts, requests and replies from their decoded values. Unknown properties are ignored, as in the adapter. */
final class MessageReader {

    private static final int BROADCAST_PARTS = 3;
    private static final String STANDARD_NAMESPACE = "/";

    private final NodeLimits limits;

    MessageReader(NodeLimits limits) {
        this.limits = limits;
    }

    NodeBroadcast broadcast(NodeValue message) throws MalformedNodeMessageException {
        List<NodeValue> parts = FieldReader.items("broadcast", message);
        if (parts.size() != BROADCAST_PARTS) {
            throw MalformedNodeMessageException.malformed("broadcast: expected sender, packet and options");
        }
        if (!(parts.get(0) instanceof NodeValue.Text sender)) {
            throw MalformedNodeMessageException.malformed("sender: expected a text");
        }
        FieldReader options = FieldReader.of("opts", parts.get(2), limits);
        return new NodeBroadcast(
                peer(sender.value()),
                packet(FieldReader.of("packet", parts.get(1), limits)),
                matching(options),
                flags(options));
    }

    NodeRequest request(NodeValue message) throws MalformedNodeMessageException {
        FieldReader request = FieldReader.of("request", message, limits);
        PeerId sender = request.has("uid") ? peer(request.text("uid")) : PeerId.EMITTER;
        RequestType type = RequestType.of(request.count("type"));
        return switch (type) {
            case SOCKETS -> new NodeRequest.ListSocketIds(sender, requestId(request), request.rooms("rooms"));
            case ALL_ROOMS -> new NodeRequest.ListRooms(sender, requestId(request));
            case REMOTE_JOIN ->
                new NodeRequest.Join(sender, awaitedAs(request), selection(request), movedRooms(request));
            case REMOTE_LEAVE ->
                new NodeRequest.Leave(sender, awaitedAs(request), selection(request), movedRooms(request));
            case REMOTE_DISCONNECT ->
                new NodeRequest.Disconnect(
                        sender,
                        awaitedAs(request),
                        selection(request),
                        request.flag("close") ? NodeRequest.Ending.CONNECTION : NodeRequest.Ending.SOCKET);
            case REMOTE_FETCH ->
                new NodeRequest.FetchSockets(sender, requestId(request), matching(request.object("opts")));
            case SERVER_SIDE_EMIT -> new NodeRequest.ServerSideEmit(sender, awaitedAs(request), request.items("data"));
            case BROADCAST ->
                new NodeRequest.BroadcastWithAck(
                        sender,
                        requestId(request),
                        packet(request.object("packet")),
                        matching(request.object("opts")),
                        flags(request.object("opts")));
            case BROADCAST_CLIENT_COUNT, BROADCAST_ACK ->
                throw MalformedNodeMessageException.malformed("type: a reply on the channel of requests");
        };
    }

    NodeReply reply(NodeValue message) throws MalformedNodeMessageException {
        FieldReader reply = FieldReader.of("reply", message, limits);
        RequestId id = requestId(reply);
        if (reply.has("type")) {
            return switch (RequestType.of(reply.count("type"))) {
                case SERVER_SIDE_EMIT -> new NodeReply.ServerAnswer(id, reply.orNothing("data"));
                case BROADCAST_CLIENT_COUNT -> new NodeReply.ClientCount(id, reply.count("clientCount"));
                case BROADCAST_ACK -> new NodeReply.Ack(id, reply.orNothing("packet"));
                default -> throw MalformedNodeMessageException.malformed("type: not one of a reply");
            };
        }
        if (reply.has("rooms")) {
            return new NodeReply.Rooms(id, reply.names("rooms", limits.values()));
        }
        if (!reply.has("sockets")) {
            return new NodeReply.Done(id);
        }
        List<NodeValue> sockets = reply.items("sockets");
        if (!sockets.isEmpty() && sockets.get(0) instanceof NodeValue.Text) {
            return new NodeReply.SocketIds(id, reply.names("sockets", limits.values()));
        }
        return new NodeReply.Sockets(id, sockets(sockets));
    }

    private List<PeerSocket> sockets(List<NodeValue> values) throws MalformedNodeMessageException {
        List<PeerSocket> sockets = new ArrayList<>();
        for (NodeValue value : values) {
            FieldReader socket = FieldReader.of("sockets", value, limits);
            sockets.add(new PeerSocket(
                    socket.name("id"), socket.orNothing("handshake"), socket.rooms("rooms"), socket.orNothing("data")));
        }
        return sockets;
    }

    private NodePacket packet(FieldReader packet) throws MalformedNodeMessageException {
        int type = packet.count("type");
        if (type != NodePacket.TYPE && type != NodePacket.BINARY_TYPE) {
            throw MalformedNodeMessageException.unsupported("packet type: expected an event");
        }
        List<NodeValue> data = packet.items("data");
        if (data.isEmpty() || !(data.get(0) instanceof NodeValue.Text event)) {
            throw MalformedNodeMessageException.malformed("data: expected the name of an event");
        }
        if (event.value().length() > limits.nameLength()) {
            throw MalformedNodeMessageException.tooLarge(
                    "data: a name longer than " + limits.nameLength() + " characters");
        }
        if (NodePacket.RESERVED.contains(event.value())) {
            throw MalformedNodeMessageException.malformed("data: a name that Socket.IO reserves");
        }
        String namespace = packet.has("nsp") ? packet.name("nsp") : STANDARD_NAMESPACE;
        return new NodePacket(namespace, event.value(), data.subList(1, data.size()));
    }

    private static Selection.Matching matching(FieldReader options) throws MalformedNodeMessageException {
        return new Selection.Matching(options.rooms("rooms"), options.rooms("except"));
    }

    private static Selection selection(FieldReader request) throws MalformedNodeMessageException {
        return request.has("opts") ? matching(request.object("opts")) : new Selection.OneSocket(request.name("sid"));
    }

    private static Set<String> movedRooms(FieldReader request) throws MalformedNodeMessageException {
        return request.has("opts") ? request.rooms("rooms") : Set.of(request.name("room"));
    }

    private BroadcastFlags flags(FieldReader options) throws MalformedNodeMessageException {
        if (!options.has("flags")) {
            return BroadcastFlags.NONE;
        }
        FieldReader flags = options.object("flags");
        Set<Flag> set = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if (flags.truth(flag.property())
                    .filter(value -> value == flag.value())
                    .isPresent()) {
                set.add(flag);
            }
        }
        return new BroadcastFlags(set, flags.milliseconds("timeout"));
    }

    private static Optional<RequestId> awaitedAs(FieldReader request) throws MalformedNodeMessageException {
        return request.has("requestId") ? Optional.of(requestId(request)) : Optional.empty();
    }

    private static RequestId requestId(FieldReader message) throws MalformedNodeMessageException {
        String id = message.text("requestId");
        if (!RequestId.isValid(id)) {
            throw MalformedNodeMessageException.malformed(
                    "requestId: expected 1.." + RequestId.MAX_LENGTH + " characters");
        }
        return new RequestId(id);
    }

    private static PeerId peer(String id) throws MalformedNodeMessageException {
        if (!PeerId.isValid(id)) {
            throw MalformedNodeMessageException.malformed(
                    "uid: expected 1.." + PeerId.MAX_LENGTH + " characters without #");
        }
        return new PeerId(id);
    }
}
