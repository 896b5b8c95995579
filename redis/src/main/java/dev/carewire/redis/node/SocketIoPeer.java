package dev.carewire.redis.node;

import dev.carewire.redis.node.MalformedNodeMessageException.Reason;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * This node as one of the servers of a Socket.IO cluster: does for its own clients what other servers ask, and asks them. It has
 * no connection: its owner carries the messages, and calls {@link #expire} in time. Any thread; no method blocks.
 */
public final class SocketIoPeer {

    private final PeerId self;
    private final NodeChannels channels;
    private final NodeCodec codec;
    private final NodeClients clients;
    private final Output output;
    private final Supplier<RequestId> ids;
    private final AwaitedReplies awaited;
    private final OwedAcks owed;
    private final Map<RequestId, CompletableFuture<NodeAnswer>> questions = new ConcurrentHashMap<>();
    private final Map<Reason, LongAdder> rejected = Stream.of(Reason.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new LongAdder()));

    /** Publishes messages to Redis, in their order. Any thread; never blocks or throws. */
    @FunctionalInterface
    public interface Output {

        /** Publishes a message. */
        void publish(String channel, byte[] message);
    }

    /**
     * A server of one namespace.
     *
     * @param self unique in the cluster
     * @param ids a new id at each call, unique in the cluster for as long as a request may wait
     * @param awaited counts the replies to this node; for no other peer
     * @param owed counts the acknowledgments of this node's clients; for no other peer
     */
    public SocketIoPeer(
            PeerId self,
            NodeChannels channels,
            NodeCodec codec,
            NodeClients clients,
            Output output,
            Supplier<RequestId> ids,
            AwaitedReplies awaited,
            OwedAcks owed) {
        this.self = Objects.requireNonNull(self, "self");
        this.channels = Objects.requireNonNull(channels, "channels");
        this.codec = Objects.requireNonNull(codec, "codec");
        this.clients = Objects.requireNonNull(clients, "clients");
        this.output = Objects.requireNonNull(output, "output");
        this.ids = Objects.requireNonNull(ids, "ids");
        this.awaited = Objects.requireNonNull(awaited, "awaited");
        this.owed = Objects.requireNonNull(owed, "owed");
    }

    /** Receives a message from Redis. Malformed ones, those of this server and those on other channels have no effect. */
    public void receive(String channel, byte[] message) {
        try {
            Optional<Reading> reading = channels.parse(channel).map(kind -> kind.accept(new Readings()));
            if (reading.isPresent()) {
                reading.get().read(message);
            }
        } catch (MalformedNodeMessageException malformed) {
            count(malformed.reason());
        }
    }

    /** Publishes an event for the clients of the other servers. It reaches none of this node. */
    public void broadcast(NodePacket packet, Selection.Matching recipients, BroadcastFlags flags) {
        NodeBroadcast broadcast = new NodeBroadcast(self, packet, recipients, flags);
        output.publish(channels.of(broadcast), codec.encode(broadcast));
    }

    /**
     * Publishes a request that awaits no reply. It concerns no client of this node.
     *
     * @param request the request of this sender
     */
    public void request(Function<PeerId, NodeRequest> request) {
        publish(request.apply(self));
    }

    /**
     * Publishes a request to the other servers and awaits their replies.
     *
     * @param request the request of this sender under this id
     * @param peers servers that receive it, by {@code PUBSUB NUMSUB} of {@link NodeChannels#request}, without this node
     * @param timeout {@link AwaitedReplies#STANDARD_TIMEOUT} in the adapter, except for broadcasts
     * @return completes with the replies that arrived, also after the time-out; never exceptionally
     * @throws IllegalArgumentException if the request awaits no reply under the given id
     */
    public CompletionStage<NodeAnswer> ask(
            BiFunction<PeerId, RequestId, NodeRequest> request, int peers, Duration timeout) {
        RequestId id = ids.get();
        NodeRequest asked = request.apply(self, id);
        if (!asked.awaitedAs().equals(Optional.of(id))) {
            throw new IllegalArgumentException("request: under another id (expected: the given one)");
        }
        CompletableFuture<NodeAnswer> answer = new CompletableFuture<>();
        questions.put(id, answer);
        awaited.await(asked, peers, timeout).ifPresentOrElse(this::complete, () -> publish(asked));
        return answer;
    }

    /** Ends the requests whose time-out has passed. */
    public void expire() {
        awaited.expire().forEach(this::complete);
    }

    /** Nanoseconds until {@link #expire} has something to do, 0 if now; empty if no request waits. */
    public OptionalLong nanosToExpiry() {
        return awaited.nanosToExpiry();
    }

    /** Messages that this server has rejected. */
    public long rejected(Reason reason) {
        return Optional.ofNullable(rejected.get(reason)).map(LongAdder::sum).orElse(0L);
    }

    private void count(Reason reason) {
        Optional.ofNullable(rejected.get(reason)).ifPresent(LongAdder::increment);
    }

    private void complete(NodeAnswer answer) {
        answer.request().awaitedAs().map(questions::remove).ifPresent(question -> question.complete(answer));
    }

    private void publish(NodeRequest request) {
        output.publish(channels.request(), codec.encode(request));
    }

    private void publish(NodeReply reply) {
        output.publish(channels.response(), codec.encode(reply));
    }

    @FunctionalInterface
    private interface Reading {
        void read(byte[] message) throws MalformedNodeMessageException;
    }

    /** How to read the messages of each kind of channel. */
    private final class Readings implements NodeChannels.Kind.Visitor<Reading> {

        @Override
        public Reading broadcast(NodeChannels.Broadcast channel) {
            return message -> {
                NodeBroadcast broadcast = codec.broadcast(message);
                if (!broadcast.sender().equals(self) && isOfNamespace(broadcast.packet())) {
                    clients.deliver(broadcast);
                }
            };
        }

        @Override
        public Reading request(NodeChannels.Request channel) {
            return message -> {
                NodeRequest request = codec.request(message);
                if (!request.sender().equals(self)) {
                    request.accept(new Answers()).thenAccept(reply -> reply.ifPresent(SocketIoPeer.this::publish));
                }
            };
        }

        @Override
        public Reading response(NodeChannels.Response channel) {
            return message ->
                    awaited.reply(codec.reply(message), message.length).ifPresent(SocketIoPeer.this::complete);
        }

        private boolean isOfNamespace(NodePacket packet) {
            return packet.namespace().equals(channels.namespace());
        }
    }

    /** Does what another server asks, and creates its reply. */
    private final class Answers implements NodeRequest.Visitor<CompletionStage<Optional<NodeReply>>> {

        @Override
        public CompletionStage<Optional<NodeReply>> listSocketIds(NodeRequest.ListSocketIds request) {
            return clients.sockets(new Selection.Matching(request.rooms(), Set.of()))
                    .thenApply(sockets -> Optional.of(new NodeReply.SocketIds(request.id(), ids(sockets))));
        }

        @Override
        public CompletionStage<Optional<NodeReply>> listRooms(NodeRequest.ListRooms request) {
            return clients.rooms().thenApply(rooms -> Optional.of(new NodeReply.Rooms(request.id(), rooms)));
        }

        @Override
        public CompletionStage<Optional<NodeReply>> join(NodeRequest.Join request) {
            return clients.join(request.sockets(), request.rooms()).thenApply(found -> done(request, found));
        }

        @Override
        public CompletionStage<Optional<NodeReply>> leave(NodeRequest.Leave request) {
            return clients.leave(request.sockets(), request.rooms()).thenApply(found -> done(request, found));
        }

        @Override
        public CompletionStage<Optional<NodeReply>> disconnect(NodeRequest.Disconnect request) {
            return clients.disconnect(request.sockets(), request.ending()).thenApply(found -> done(request, found));
        }

        @Override
        public CompletionStage<Optional<NodeReply>> fetchSockets(NodeRequest.FetchSockets request) {
            return clients.sockets(request.sockets())
                    .thenApply(sockets -> Optional.of(new NodeReply.Sockets(request.id(), sockets)));
        }

        /** This node has no code for such events. It answers null at once, so that the sender does not wait for the time-out. */
        @Override
        public CompletionStage<Optional<NodeReply>> serverSideEmit(NodeRequest.ServerSideEmit request) {
            return CompletableFuture.completedStage(
                    request.awaitedAs().map(id -> new NodeReply.ServerAnswer(id, new NodeValue.Nothing())));
        }

        @Override
        public CompletionStage<Optional<NodeReply>> broadcastWithAck(NodeRequest.BroadcastWithAck request) {
            Optional<OwedAcks.Ticket> ticket =
                    request.packet().namespace().equals(channels.namespace()) ? owed.admit(request) : Optional.empty();
            if (ticket.isEmpty()) {
                return CompletableFuture.completedStage(Optional.of(new NodeReply.ClientCount(request.id(), 0)));
            }
            return clients.ask(
                            request,
                            answer -> owed.acknowledged(ticket.get(), answer).ifPresent(SocketIoPeer.this::publish))
                    .thenApply(reached -> Optional.of(owed.delivered(ticket.get(), reached)));
        }

        private Optional<NodeReply> done(NodeRequest request, int found) {
            return request.awaitedAs().filter(id -> found > 0).map(NodeReply.Done::new);
        }

        private Set<String> ids(List<PeerSocket> sockets) {
            return sockets.stream().map(PeerSocket::id).collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }
}
