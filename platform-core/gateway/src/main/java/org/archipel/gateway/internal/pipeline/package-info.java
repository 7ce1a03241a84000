/** What happens to a request, compiled from its definition. */
package org.archipel.gateway.internal.pipeline;
