/** The data plane. */
package org.archipel.gateway.internal.web;
