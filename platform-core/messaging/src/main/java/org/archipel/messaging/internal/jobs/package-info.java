/** Durable jobs: their table, the runs on this node, and what becomes of a run that fails or is cut off. */
package org.archipel.messaging.internal.jobs;
