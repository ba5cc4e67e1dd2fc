//go:build !js

package main

func events() {}
