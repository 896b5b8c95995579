package dev.carewire.transport.netty;

/** The event of a pipeline that its client has read too little, and that the connection closes next. */
public enum SlowConsumer {
    EVENT
}
