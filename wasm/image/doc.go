// Package image is the catalogue of container images: what each listens on and
// what it answers, without the image itself.
//
// It promises that an image reference is read as Docker reads it (registry
// host, path, tag, digest), that equal containers listen on equal ports, and
// that a container's ports come from its image, never from containerPort, for
// every image in the catalogue.
//
// # Differences from upstream
//
//   - A registry has every name and every tag. Only names under svclab.invalid/
//     cannot be pulled.
//   - An image that is not in the catalogue behaves as a web app that listens
//     on the containerPorts that its container declares.
//   - A web app answers every request with one line, the name of its Pod, but
//     for agnhost's /clientip, whoami's /api and echoserver, which tell the
//     client's address, and agnhost's /header?key=NAME, which tells a header. Of
//     echoserver's page the lines for the headers and the server are left out.
//   - What comes over UDP is taken and answered without a word, but by CoreDNS.
//   - agnhost without arguments runs netexec; upstream's default is pause. Of its
//     other servers it has serve-hostname; one such as liveness listens on nothing.
//   - Programs log a few of the lines that they start with. An image that is not
//     in the catalogue logs requests as nginx does.
//   - Of a container's command and arguments the program's name is looked at, the
//     flag that sets its port, and a shell's script: its lists, conditions and
//     loops, with sleep, exit, exec, echo, touch, rm, cat, ls, test, tail -f and
//     trap. What else a script calls does nothing and succeeds. A loop that has
//     not ended after 500 commands never does.
//   - Files have names and no content. A probe's or a hook's command is one of
//     these, or the image's own client: redis-cli, mysqladmin, pg_isready, wget or
//     curl for an address of the container itself.
//   - A container of the catalogue that is told to run another program listens on
//     nothing. Of an image that is not in the catalogue only a shell, sleep, true
//     and false are believed.
//   - A shell, sleep and tail as process 1 do not hear SIGTERM. The others end at
//     once: nginx and httpd by the signals of their images, which let them finish
//     what they are serving, whoami with status 2.
package image
