package kubectl

// ingressTexts are the fieldTexts of Ingresses and their classes.
const ingressTexts = `Ingress Routes HTTP requests by host and path to Services.	HTTP 요청을 호스트와 경로에 따라 Service로 보낸다.
IngressSpec Who serves it, and where requests go.
 ingressClassName Its IngressClass, and so its controller.	어느 컨트롤러가 맡을지.
 defaultBackend Takes what no rule takes.
 tls Certificates for hosts.
 rules What is done for each host.	호스트마다 어디로 보낼지.
IngressTLS A certificate.
 hosts Hosts that it is for.
 secretName Secret of type kubernetes.io/tls that holds it.
IngressRule Paths of a host.
 host A host name, or *. and one. Without, every host.
 http Its paths.
HTTPIngressRuleValue Paths.
 paths Paths and their backends.
HTTPIngressPath A path and its backend.
 path The path, from / on.
 pathType=Exact|ImplementationSpecific|Prefix How paths are compared. With Prefix /a takes /a/b and not /ab.	경로를 비교하는 법. Prefix면 /a는 /a/b를 받고 /ab는 받지 않는다.
 backend Where requests go.
IngressBackend A Service, or another resource.
 service Service of the same namespace.
 resource Any other resource of the namespace.
IngressServiceBackend A port of a Service.
 name Name of the Service.
 port One of its ports.
ServiceBackendPort A port by name or by number.
 name Name of the port.
 number Number of the port.
TypedLocalObjectReference An object of the same namespace.
 apiGroup Group of its kind.
 kind Its kind.
 name Its name.
IngressStatus Where it answers.
 loadBalancer Addresses, written by the controller.
IngressLoadBalancerStatus Addresses.
 ingress The addresses.
IngressLoadBalancerIngress An address or a name.
 ip The address.
 hostname The name.
 ports Its ports.
IngressPortStatus A port.
 port Its number.
 protocol Its protocol.
 error What is wrong with it.
IngressClass A sort of Ingress, served by one controller.
IngressClassSpec The controller, and what it is told.
 controller Name of the controller, such as k8s.io/ingress-nginx.
 parameters An object with settings for the controller.
IngressClassParametersReference An object with settings.
 apiGroup Group of its kind.
 kind Its kind.
 name Its name.
 scope Cluster or Namespace.
 namespace Its namespace.
`
