/** Custom APIs as people define them. */
package org.archipel.gateway.internal.model;
