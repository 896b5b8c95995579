/**
 * Publishing: from a change in a clinic's data to every session that may see it. {@link dev.carewire.cluster.Publisher} stores the event with
 * the change, and the log numbers it. {@link dev.carewire.cluster.LogDelivery} delivers each clinic's events in the order of their numbers.
 * {@link dev.carewire.cluster.DeliveryRecorder} finds what a crash left behind. {@link dev.carewire.cluster.ClusterBus} leads to other nodes.
 */
@NullMarked
package dev.carewire.cluster;

import org.jspecify.annotations.NullMarked;
