"""Names of laws, codes and ordinances as cited, without their type word.

The finder must know where a name ends: ``Luật Quản lý, sử dụng tài sản công`` carries a comma,
``Luật Hỗ trợ doanh nghiệp nhỏ và vừa`` a conjunction. Source: titles of the acts of the National
Assembly and its Standing Committee, 1946-2026. Numbers and dates stand in the tables.
"""

from __future__ import annotations

CODES = """
Dân sự; Hình sự; Lao động; Tố tụng dân sự; Tố tụng hình sự; Hàng hải Việt Nam; Hàng hải
"""

LAWS = """
An ninh mạng; An ninh quốc gia; An toàn bức xạ; An toàn thông tin mạng; An toàn thực phẩm;
An toàn, vệ sinh lao động; Ban hành văn bản quy phạm pháp luật;
Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân, Ủy ban nhân dân; Báo chí;
Bảo hiểm tiền gửi; Bảo hiểm xã hội; Bảo hiểm y tế; Bảo vệ bí mật nhà nước; Bảo vệ công trình
quốc phòng và khu quân sự; Bảo vệ dữ liệu cá nhân; Bảo vệ môi trường; Bảo vệ quyền lợi người
tiêu dùng; Bảo vệ sức khỏe nhân dân; Bảo vệ và kiểm dịch thực vật; Bảo vệ và phát triển rừng;
Bảo vệ, chăm sóc và giáo dục trẻ em; Bầu cử đại biểu Quốc hội; Bầu cử đại biểu Hội đồng nhân dân;
Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân; Biên giới quốc gia; Biên phòng Việt Nam;
Biển Việt Nam; Bình đẳng giới; Bồi thường nhà nước; Trách nhiệm bồi thường của Nhà nước; Bưu chính;
Các công cụ chuyển nhượng; Các tổ chức tín dụng; Cán bộ, công chức; Cạnh tranh; Cảnh sát biển
Việt Nam; Cảnh vệ; Cảnh sát cơ động; Căn cước; Căn cước công dân; Cấp, thoát nước; Chăn nuôi;
Chất lượng sản phẩm, hàng hóa; Chính quyền địa phương; Chuyển đổi số; Chuyển giao công nghệ;
Chứng khoán; Công an nhân dân; Công chứng; Công đoàn; Công nghệ cao; Công nghệ thông tin;
Công nghiệp công nghệ số; Công nghiệp quốc phòng, an ninh và động viên công nghiệp; Cơ yếu;
Cơ quan đại diện nước Cộng hòa xã hội chủ nghĩa Việt Nam ở nước ngoài; Cư trú; Dầu khí;
Dạy nghề; Dân quân tự vệ; Dẫn độ; Dân số; Di sản văn hóa; Doanh nghiệp; Doanh nghiệp nhà nước;
Du lịch; Dược; Dự trữ quốc gia; Dữ liệu; Đa dạng sinh học; Đặc xá; Đất đai; Đấu giá tài sản;
Đấu thầu; Đầu tư; Đầu tư công; Đầu tư nước ngoài tại Việt Nam; Đầu tư theo phương thức đối tác
công tư; PPP; Đê điều; Địa chất và khoáng sản; Điện ảnh; Điện lực; Điều ước quốc tế; Đo đạc và
bản đồ; Đo lường; Đường bộ; Đường sắt; Đường sắt Việt Nam; Giá; Giám định tư pháp; Giao dịch
điện tử; Giao thông đường bộ; Giao thông đường thủy nội địa; Giáo dục; Giáo dục đại học;
Giáo dục nghề nghiệp; Giáo dục quốc phòng và an ninh; Hàng không dân dụng Việt Nam; Hải quan;
Hiến, lấy, ghép mô, bộ phận cơ thể người và hiến, lấy xác; Hòa giải ở cơ sở; Hòa giải, đối thoại
tại Tòa án; Hóa chất; Hoạt động chữ thập đỏ; Hoạt động giám sát của Quốc hội; Hoạt động giám sát
của Quốc hội và Hội đồng nhân dân; Hộ tịch; Hôn nhân và gia đình; Hỗ trợ doanh nghiệp nhỏ và vừa;
Hợp tác xã; Kế toán; Khám bệnh, chữa bệnh; Khí tượng thủy văn; Khiếu nại; Khiếu nại, tố cáo;
Khoa học và công nghệ; Khoa học, công nghệ và đổi mới sáng tạo; Khoáng sản; Kiểm toán độc lập;
Kiểm toán nhà nước; Kiến trúc; Kinh doanh bảo hiểm; Kinh doanh bất động sản; Kỳ họp Quốc hội; Ký kết, gia nhập và thực hiện điều ước
quốc tế;
Lâm nghiệp; Lao động; Luật sư; Lưu trữ; Lực lượng dự bị động viên; Lực lượng tham gia bảo vệ
an ninh, trật tự ở cơ sở; Lý lịch tư pháp; Mặt trận Tổ quốc Việt Nam; Năng lượng nguyên tử;
Ngân hàng Nhà nước; Ngân hàng Nhà nước Việt Nam; Ngân sách nhà nước; Nghĩa vụ quân sự;
Người cao tuổi; Người khuyết tật; Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng;
Nhà giáo; Nhà ở; Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam;
Nuôi con nuôi; Phá sản; Phát triển công nghiệp văn hóa; Phí và lệ phí; Phòng bệnh; Phòng cháy,
chữa cháy và cứu nạn, cứu hộ; Phòng cháy và chữa cháy; Phòng thủ dân sự; Phòng, chống bạo lực
gia đình; Phòng, chống bệnh truyền nhiễm; Phòng, chống khủng bố; Phòng, chống ma túy; Phòng, chống
mua bán người; Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người; Phòng, chống
vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người; Phòng, chống HIV/AIDS;
Phòng, chống rửa tiền; Phòng, chống tác hại của rượu, bia; Phòng, chống tác hại của thuốc lá;
Phòng, chống tham nhũng; Phòng, chống thiên tai; Phổ biến, giáo dục pháp luật; Phục hồi, phá sản;
Phụ nữ; Quản lý, bảo vệ công trình quốc phòng và khu quân sự; Quản lý ngoại thương; Quản lý nợ
công; Quản lý, sử dụng tài sản công; Quản lý, sử dụng tài sản nhà nước; Quản lý, sử dụng vốn nhà
nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp; Quản lý và đầu tư vốn nhà nước tại doanh
nghiệp; Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ; Quản lý thuế; Quảng cáo;
Quân nhân chuyên nghiệp, công nhân và viên chức quốc phòng; Quốc phòng; Quốc tịch Việt Nam;
Quy hoạch; Quy hoạch đô thị; Quy hoạch đô thị và nông thôn; Sĩ quan Quân đội nhân dân Việt Nam;
Sở hữu trí tuệ; Sử dụng năng lượng tiết kiệm và hiệu quả; Tài nguyên, môi trường biển và hải đảo;
Tài nguyên nước; Tạm giữ, tạm giam; Thi hành tạm giữ, tạm giam; Thi hành tạm giữ, tạm giam và cấm
đi khỏi nơi cư trú; Tần số vô tuyến điện; Tham gia lực lượng gìn giữ hòa bình của Liên hợp quốc;
Thanh niên; Thanh tra; Thể dục, thể thao; Thi đua, khen thưởng; Thi hành án dân sự; Thi hành án
hình sự; Thỏa thuận quốc tế; Thống kê; Thú y; Thủ đô; Thuế bảo vệ môi trường; Thuế chuyển quyền sử
dụng đất; Thuế doanh thu; Thuế giá trị gia tăng; Thuế sử dụng đất nông nghiệp; Thuế sử dụng đất phi
nông nghiệp; Thuế tài nguyên; Thuế thu nhập cá nhân; Thuế thu nhập doanh nghiệp; Thuế tiêu thụ đặc
biệt; Thuế xuất khẩu, thuế nhập khẩu; Thủy lợi; Thủy sản; Thư viện; Thương mại; Thương mại điện tử;
Thực hành tiết kiệm, chống lãng phí; Thực hiện dân chủ ở cơ sở; Tiêu chuẩn và quy chuẩn kỹ thuật;
Tiếp cận thông tin; Tiếp công dân; Tín ngưỡng, tôn giáo; Tình trạng khẩn cấp; Tổ chức Chính phủ;
Tổ chức chính quyền địa phương; Tổ chức cơ quan điều tra hình sự; Tổ chức Hội đồng nhân dân và Ủy
ban nhân dân; Tổ chức Hội đồng nhân dân và Ủy ban hành chính; Tổ chức Quốc hội; Tổ chức Quốc hội và Hội đồng Nhà nước; Tổ chức Hội đồng Bộ trưởng; Tổ chức Hội đồng Chính phủ; Tổ chức Tòa án nhân dân; Tổ chức Viện kiểm sát nhân dân;
Tố cáo; Tố tụng hành chính; Tố tụng trọng tài thương mại; Trẻ em; Trí tuệ nhân tạo; Trọng tài thương mại; Trợ giúp pháp lý;
Ban hành văn bản QPPL; Ban hành VBQPPL; Ban hành văn bản; Tổ chức HĐND và UBND các cấp;
Tiết kiệm, chống lãng phí; Nhập cảnh, xuất cảnh, cư trú của người nước ngoài; Nhập cảnh, xuất cảnh,
cư trú của người nước ngoài tại Việt Nam; Khuyến khích đầu tư trong nước; Tổ chức HĐND và UBND;
Tổ chức HĐND và Ủy ban nhân dân; Ban hành văn bản quy phạm pháp luật của HĐND, UBND; Công ty;
Doanh nghiệp tư nhân; Phá sản doanh nghiệp; Hàng không dân dụng; Phổ cập giáo dục tiểu học;
Thuế lợi tức; Quốc tịch; Ngân hàng Nhà nước Việt Nam; Người lao động Việt Nam đi làm việc ở nước
ngoài; Đầu tư nước ngoài; Đầu tư theo hình thức đối tác công tư; Phòng, chống lãng phí; Khoa học
và công nghệ Việt Nam; Bảo vệ rừng; Bảo vệ và Phát triển rừng; Tổ chức HĐND và Ủy ban hành chính;
Bảo vệ công trình quan trọng liên quan đến an ninh quốc gia; Nghĩa vụ lao động công ích;
Ký kết, gia nhập và thực hiện điều ước quốc tế; Ký kết và thực hiện thỏa thuận quốc tế;
Trồng trọt; Trưng cầu ý dân; Trưng mua, trưng dụng tài sản; Trật tự, an toàn giao thông đường bộ;
Tư pháp người chưa thành niên; Tương trợ tư pháp; Tương trợ tư pháp về hình sự; Tương trợ tư pháp
về dân sự; Chuyển giao người đang chấp hành án phạt tù; Vệ sinh an toàn thực phẩm; Viên chức; Viễn thông; Việc làm; Xây dựng;
Xử lý vi phạm hành chính; Xuất bản; Xuất cảnh, nhập cảnh của công dân Việt Nam; Xuất cảnh, nhập
cảnh; Quản lý phát triển đô thị; Phát triển đô thị; Dự phòng; Công nghiệp trọng điểm; Giao dịch hàng hóa
"""

ORDINANCES = """
Án phí, lệ phí Tòa án; Bảo vệ bí mật nhà nước; Bảo hộ quyền tác giả; Cán bộ, công chức; Cảnh sát
môi trường; Chi phí giám định, định giá; chi phí cho người làm chứng, người phiên dịch trong tố tụng;
Chi phí tố tụng; Công an xã; Dân quân tự vệ; Dân số; Động viên công nghiệp; Giống cây trồng;
Giống vật nuôi; Hợp đồng kinh tế; Hợp nhất văn bản quy phạm pháp luật; Pháp điển hệ thống quy phạm
pháp luật; Ngoại hối; Người cao tuổi; Người tàn tật; Nghĩa vụ lao động công ích; Phí và lệ phí; Phòng, chống mại dâm;
Quản lý thị trường; Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ; Quảng cáo; Thủ tục bắt
giữ tàu biển; Thực hiện dân chủ ở xã, phường, thị trấn; Thương phiếu; Tín ngưỡng, tôn giáo; Ưu đãi
người có công với cách mạng; Ưu đãi người có công; Ưu đãi người hoạt động cách mạng, liệt sĩ và gia đình liệt sĩ, thương
binh, bệnh binh, người hoạt động kháng chiến, người có công giúp đỡ cách mạng; Quy định danh hiệu
vinh dự Nhà nước “Bà mẹ Việt Nam anh hùng”; Xử lý vi phạm hành chính; Chống bán phá giá hàng hóa
nhập khẩu vào Việt Nam; Chống trợ cấp hàng hóa nhập khẩu vào Việt Nam; Điều kiện; Lực lượng Cảnh sát biển Việt Nam;
Cựu chiến binh; Thẩm phán và Hội thẩm Tòa án nhân dân; Kiểm sát viên Viện kiểm sát nhân dân;
Thi hành án dân sự; Thú y; Bảo vệ và kiểm dịch thực vật; Đê điều; Khai thác và bảo vệ công trình
thủy lợi; Thuế tài nguyên; Thuế thu nhập đối với người có thu nhập cao; Trọng tài thương mại;
Bưu chính, viễn thông; An toàn và kiểm soát bức xạ; Chất lượng hàng hóa; Đo lường; Kế toán và thống kê;
Trình tự, thủ tục xem xét, quyết định áp dụng các biện pháp xử lý hành chính tại Tòa án nhân dân;
Tổ chức điều tra hình sự; Cảnh vệ; Bảo vệ công trình quan trọng liên quan đến an ninh quốc gia;
Tổ chức và hoạt động hòa giải ở cơ sở; Thuế nhà, đất; Khai thác và bảo vệ công trình khí tượng
thủy văn; Nhập cảnh, xuất cảnh, cư trú của người nước ngoài tại Việt Nam; Cơ yếu; Thư viện; Giá;
Cảnh sát cơ động; Thực hành tiết kiệm, chống lãng phí; Chống tham nhũng; Hành nghề y, dược tư nhân;
Vệ sinh an toàn thực phẩm; Bảo vệ công trình giao thông; Phòng, chống lụt, bão; Bảo vệ và phát triển
nguồn lợi thủy sản; Lãnh sự; Tổ chức luật sư; Tài nguyên khoáng sản; Bảo vệ, chăm sóc trẻ em;
Quy định danh hiệu vinh dự Nhà nước “Bà mẹ Việt Nam anh hùng”; Khiếu nại, tố cáo của công dân;
Xử phạt vi phạm hành chính; Bảo hộ quyền sở hữu công nghiệp; Thừa kế; Nhà ở; Hợp đồng dân sự;
Lực lượng dự bị động viên; Thủ tục giải quyết các vụ án kinh tế; Thủ tục giải quyết các vụ án hành chính;
Công nhận và cho thi hành; Bộ đội biên phòng; Lưu trữ quốc gia; Luật sư; Giám định tư pháp
"""


def names() -> tuple[str, ...]:
    """Every name, whatever its type word."""
    listed = f"{CODES};{LAWS};{ORDINANCES}".split(";")
    return tuple(dict.fromkeys(" ".join(n.split()) for n in listed if n.strip()))
