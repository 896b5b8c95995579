/** The package for `import`; its code is index.cjs. */
import emitter from './index.cjs';

export const { carewire, Server } = emitter;
