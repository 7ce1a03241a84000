/**
 * The end of the platform's measuring: other bundles record to {@link io.micrometer.core.instrument.Metrics}, as they log to slf4j;
 * here it is collected and shown.
 */
package org.archipel.monitoring.internal;
