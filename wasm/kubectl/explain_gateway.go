package kubectl

// gatewayTexts are about the fields of custom resources by their names alone,
// wherever in a kind they stand: their types have no names.
const gatewayTexts = `GatewayClass A kind of Gateways, and which controller looks after them.	게이트웨이의 종류와 그것을 돌볼 컨트롤러.
 controllerName The controller, as domain/path. It cannot be changed.	돌볼 컨트롤러. 도메인/경로 꼴이며 바꿀 수 없다.
 parametersRef An object with more settings for the controller.	컨트롤러를 더 설정하는 오브젝트.
 description A few words about the class.	이 종류에 대한 짧은 설명.
 conditions Statements about the object.	이 오브젝트에 대한 판정들.
 supportedFeatures What of Gateway API the controller supports.	컨트롤러가 지원하는 Gateway API의 기능.
Gateway An entrance for traffic: where a proxy listens, and who may attach routes to it.	트래픽이 들어오는 문. 프록시가 듣는 곳과 거기에 라우트를 붙일 수 있는 이를 정한다.
 gatewayClassName The GatewayClass, whose controller makes this true.	이 게이트웨이를 실제로 만들 GatewayClass.
 listeners Ports on which the Gateway listens, each for one host or for all.	게이트웨이가 듣는 포트들. 하나의 호스트나 모든 호스트를 받는다.
 addresses Addresses to ask for; in the status, those it has.	요청하는 주소. status에서는 실제 주소.
 infrastructure Labels and annotations for what is made for the Gateway.	게이트웨이를 위해 만들어지는 것에 붙일 레이블과 애노테이션.
 hostname The host that the listener takes, such as *.example.com; all when it is missing.	리스너가 받는 호스트. 예: *.example.com. 없으면 모두.
 port Number of the port.	포트 번호.
 protocol What is spoken: HTTP, HTTPS, and more that not every controller supports.	프로토콜. HTTP, HTTPS 등이며 모두 지원되지는 않을 수 있다.
 tls How TLS is ended, and with which certificates.	TLS를 어떤 인증서로 어떻게 끝낼지.
 certificateRefs Secrets with the certificates.	인증서가 든 시크릿.
 mode Terminate when the Gateway ends TLS, Passthrough when the backend does.	Terminate면 게이트웨이가, Passthrough면 백엔드가 TLS를 끝낸다.
 allowedRoutes Which routes may attach: of which namespaces and kinds.	붙을 수 있는 라우트의 네임스페이스와 종류.
 namespaces Namespaces whose routes or listeners may attach.	붙을 수 있는 것들의 네임스페이스.
 from Same is the Gateway's own namespace; All; Selector goes by labels.	Same은 게이트웨이의 네임스페이스, All은 모두, Selector는 레이블로.
 selector Labels of the namespaces.	네임스페이스의 레이블.
 kinds Kinds of routes.	라우트의 종류.
 attachedRoutes How many routes are attached.	붙은 라우트의 수.
 supportedKinds Kinds of routes that the listener takes.	리스너가 받는 라우트의 종류.
 conditions Statements about the object.	이 오브젝트에 대한 판정들.
HTTPRoute Where HTTP requests go that come to some Gateways.	게이트웨이에 온 HTTP 요청을 어디로 보낼지.
 parentRefs Gateways to which the route attaches.	이 라우트가 붙을 게이트웨이.
 hostnames Hosts whose requests the route takes; all when there are none.	이 라우트가 받는 호스트. 없으면 모두.
 rules What is done with the requests that match.	맞는 요청을 어떻게 할지.
 matches Conditions, any one of which is enough.	조건들. 하나만 맞으면 된다.
 path The path of a request, and how to compare it.	요청의 경로와 그 비교 방법.
 headers Headers that the request must have, all of them.	요청에 모두 있어야 하는 헤더.
 queryParams Parameters that the request must have, all of them.	요청에 모두 있어야 하는 쿼리 파라미터.
 method Method of the request.	요청의 메서드.
 filters What is changed on the way.	지나가며 바꿀 것.
 requestHeaderModifier Headers to set, add and remove before the request goes on.	요청을 보내기 전에 쓰고 더하고 지울 헤더.
 responseHeaderModifier Headers to set, add and remove in the answer.	응답에 쓰고 더하고 지울 헤더.
 requestRedirect Answers with another URL.	다른 URL로 가라고 답한다.
 urlRewrite Asks the backend for another host or path.	백엔드에는 다른 호스트나 경로로 묻는다.
 requestMirror Sends a copy to another backend, whose answer nobody waits for.	다른 백엔드에 사본을 보낸다. 그 답은 기다리지 않는다.
 replacePrefixMatch Stands for the prefix that matched.	맞은 접두사 자리에 들어갈 것.
 replaceFullPath Stands for all of the path.	경로 전체 자리에 들어갈 것.
 statusCode Status of the redirect.	리디렉션의 상태 코드.
 backendRefs Services that take the requests, each with its weight.	요청을 받을 Service들과 그 가중치.
 weight Share of the requests, of the sum of all weights. Defaults to 1.	가중치 합에서 이 백엔드의 몫. 기본은 1.
 timeouts How long to wait for an answer.	응답을 얼마나 기다릴지.
 sectionName Name of the listener.	리스너의 이름.
 port Number of the port.	포트 번호.
 namespace Namespace of the object; another one than the route's needs a ReferenceGrant there.	대상의 네임스페이스. 라우트와 다르면 그곳의 ReferenceGrant가 필요하다.
 parents What each Gateway says of the route.	게이트웨이마다의 판정.
 parentRef The Gateway that is spoken of.	판정의 대상인 게이트웨이.
 controllerName Who says so.	판정한 컨트롤러.
 conditions Statements about the object.	이 오브젝트에 대한 판정들.
ReferenceGrant Lets objects of other namespaces refer to some of this one.	다른 네임스페이스의 오브젝트가 이 네임스페이스의 것을 가리켜도 된다고 허락한다.
 from Kinds and namespaces that may refer.	가리킬 수 있는 종류와 네임스페이스.
 to Kinds, and perhaps names, that they may refer to.	가리켜도 되는 종류와 이름.
 namespace Namespace of those that refer.	가리키는 쪽의 네임스페이스.
 name Name of the object; all of the kind when it is missing.	대상의 이름. 없으면 그 종류 모두.
`
