/** What is measured of custom APIs, over time. */
package org.archipel.gateway.internal.metrics;
