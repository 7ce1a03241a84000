/** A sample extension: how many places there are in each country, and how often they change. */
package org.archipel.samples.placeinsights;
