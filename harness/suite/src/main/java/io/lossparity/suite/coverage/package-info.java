/**
 * Which combinations of parameters, shapes, types and kinds of values the golden data have, which they lack, and why.
 */
package io.lossparity.suite.coverage;
