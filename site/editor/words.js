// What CodeMirror says, in Korean. Its own words are the English ones.
export const korean = {
  "Control character": "제어 문자",
  "Selection deleted": "선택한 부분을 지웠어요",
  "Folded lines": "접힌 줄", "Unfolded lines": "펼친 줄", "to": "~",
  "Completions": "자동 완성",
  "Diagnostics": "문제", "No diagnostics": "문제가 없어요",
  "Find": "찾기", "Replace": "바꾸기", "next": "다음", "previous": "이전", "all": "모두",
  "match case": "대소문자 구분", "by word": "단어 단위", "regexp": "정규식",
  "replace": "바꾸기", "replace all": "모두 바꾸기", "close": "닫기",
  "current match": "지금 찾은 곳", "on line": "줄:",
  "replaced match on line $": "$번째 줄에서 바꿨어요", "replaced $ matches": "$곳을 바꿨어요",
  "Go to line": "줄로 이동", "go": "이동",
};
