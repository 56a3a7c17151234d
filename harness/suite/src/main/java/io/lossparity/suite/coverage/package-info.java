/** Which combinations of parameters, shapes, types and kinds of values the golden data holds, and which not, and why. */
package io.lossparity.suite.coverage;
