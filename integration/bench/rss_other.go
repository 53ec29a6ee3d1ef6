//go:build unix && !linux

package main

import (
	"os"
	"syscall"
)

// maxRSS is the peak memory, in bytes, of the greatest of a process and those that it waited for.
func maxRSS(state *os.ProcessState) int64 {
	return int64(state.SysUsage().(*syscall.Rusage).Maxrss)
}
