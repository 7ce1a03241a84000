/** What custom APIs are measured with: peers, a load generator, a bare servlet. */
package org.archipel.benchmarks.gateway;
