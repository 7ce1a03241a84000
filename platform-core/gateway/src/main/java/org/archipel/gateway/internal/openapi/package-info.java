/** Custom APIs described for those who call them. */
package org.archipel.gateway.internal.openapi;
