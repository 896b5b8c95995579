/** Small file systems for tests of full disks. */
import { execFileSync } from 'node:child_process';

/** Whether this process may mount one. */
export function canMount() {
  try {
    const place = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
    mountSmall(place, '1m');
    execFileSync('umount', [place]);
    return true;
  } catch {
    return false;
  }
}

/** Mounts an empty file system in memory at a folder, with a size in bytes or as 1m; `umount` ends it. */
export function mountSmall(folder, size) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
}
